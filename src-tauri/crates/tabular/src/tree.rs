//! The leaves of a shape as a tree of named objects: what both writers go by, so that they cannot disagree.

use xdm::Shape;

/// A field of a record.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// The `index`-th leaf of the shape.
    Leaf { name: String, index: usize },
    /// An object with at least one field.
    Object { name: String, fields: Vec<Node> },
}

/// The root fields of the shape's records, in the order in which the shape first names them.
pub(crate) fn tree(shape: &Shape) -> Vec<Node> {
    let mut root = Vec::new();
    for (index, leaf) in shape.leaves.iter().enumerate() {
        let segments: Vec<&str> = leaf.path.segments().collect();
        place(&mut root, &segments, index);
    }
    root
}

fn place(fields: &mut Vec<Node>, segments: &[&str], index: usize) {
    let Some((first, rest)) = segments.split_first() else {
        return;
    };
    if rest.is_empty() {
        fields.push(Node::Leaf {
            name: (*first).to_owned(),
            index,
        });
        return;
    }
    let known = fields
        .iter()
        .position(|node| matches!(node, Node::Object { name, .. } if name == first));
    let at = known.unwrap_or_else(|| {
        fields.push(Node::Object {
            name: (*first).to_owned(),
            fields: Vec::new(),
        });
        fields.len() - 1
    });
    if let Node::Object { fields, .. } = &mut fields[at] {
        place(fields, rest, index);
    }
}
