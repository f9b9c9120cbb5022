//! The allow-list of hosts: Adobe's sign-in, gateways and data collection as constants, or a practice platform on loopback.
//!
//! There is no way to name another host, so that an imported file can never send a secret elsewhere. Where a landing zone
//! is, its platform says; which stores that may be is told by `landing::access`.

use std::net::IpAddr;

const IMS: &str = "https://ims-na1.adobelogin.com/ims/token/v3";
const GATEWAY: &str = "https://platform.adobe.io";
/// Data collection: where streaming inlets take records.
const COLLECTION: &str = "https://dcs.adobedc.net";

/// Where the calls go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hosts {
    /// Origin without a trailing slash.
    gateway: String,
    /// The whole address of the token endpoint.
    ims: String,
    /// Where inlets are; origin without a trailing slash.
    collection: String,
    loopback: bool,
}

/// Not a host that calls may go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadHost {
    /// Not an `http` or `https` origin: unreadable, or with a user, path, query or fragment.
    #[error("not the address of a gateway")]
    NotAnOrigin,
    /// A practice platform is only ever on this machine.
    #[error("a practice platform must be on loopback")]
    NotLoopback,
    /// Regions look like `VA7` or `NLD2`.
    #[error("not a region of the platform")]
    NotARegion,
}

impl Hosts {
    /// Adobe's sign-in and the region-less gateway.
    pub fn adobe() -> Self {
        Self {
            gateway: GATEWAY.into(),
            ims: IMS.into(),
            collection: COLLECTION.into(),
            loopback: false,
        }
    }

    /// Adobe's sign-in and the gateway of a region, named as in a sandbox's `region` (`VA7`, `NLD2`; facts §1.3).
    pub fn adobe_in(region: &str) -> Result<Self, BadHost> {
        let letters = region.bytes().take_while(u8::is_ascii_alphabetic).count();
        let digits = region.bytes().skip(letters).filter(u8::is_ascii_digit).count();
        if !(2..=4).contains(&letters) || !(1..=2).contains(&digits) || letters + digits != region.len() {
            return Err(BadHost::NotARegion);
        }
        Ok(Self {
            gateway: format!("https://platform-{}.adobe.io", region.to_ascii_lowercase()),
            ims: IMS.into(),
            collection: COLLECTION.into(),
            loopback: false,
        })
    }

    /// The same with the gateway of a region; a practice platform has only one.
    pub fn in_region(&self, region: &str) -> Result<Self, BadHost> {
        let adobe = Self::adobe_in(region)?;
        Ok(if self.loopback { self.clone() } else { adobe })
    }

    /// A practice platform: sign-in and gateway at one loopback origin such as `http://127.0.0.1:4010`.
    pub fn practice(gateway: &str) -> Result<Self, BadHost> {
        let url = reqwest::Url::parse(gateway.trim()).map_err(|_| BadHost::NotAnOrigin)?;
        let bare = url.username().is_empty()
            && url.password().is_none()
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none();
        if !matches!(url.scheme(), "http" | "https") || !bare {
            return Err(BadHost::NotAnOrigin);
        }
        if !url.host_str().is_some_and(is_loopback) {
            return Err(BadHost::NotLoopback);
        }
        let gateway = url.origin().ascii_serialization();
        Ok(Self {
            ims: format!("{gateway}/ims/token/v3"),
            collection: gateway.clone(),
            gateway,
            loopback: true,
        })
    }

    /// The practice platform, where plain `http` is allowed and no proxy is asked.
    pub fn is_practice(&self) -> bool {
        self.loopback
    }

    pub(crate) fn gateway(&self) -> &str {
        &self.gateway
    }

    pub(crate) fn collection(&self) -> &str {
        &self.collection
    }

    pub(crate) fn ims(&self) -> &str {
        &self.ims
    }
}

pub(crate) fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_can_practise() {
        for good in [
            "http://127.0.0.1:4010",
            "http://127.9.9.9:1/",
            "http://[::1]:80",
            "https://localhost:4443",
        ] {
            assert!(Hosts::practice(good).is_ok_and(|hosts| hosts.is_practice()), "{good}");
        }
        for bad in [
            "http://10.0.0.1:4010",
            "http://0.0.0.0:1",
            "https://platform.adobe.io",
            "http://localhost.example.com",
            "http://127.0.0.1.example.com",
            "http://[2001:db8::1]:1",
            "http://[::ffff:10.0.0.1]:1",
        ] {
            assert_eq!(Hosts::practice(bad), Err(BadHost::NotLoopback), "{bad}");
        }
    }

    #[test]
    fn an_address_that_hides_its_host_is_refused() {
        for bad in [
            "",
            "127.0.0.1:4010",
            "ftp://127.0.0.1",
            "file:///etc/passwd",
            "http://127.0.0.1@example.com",
            "http://user:pass@127.0.0.1:1",
            "http://127.0.0.1:1/elsewhere",
            "http://127.0.0.1:1/?next=x",
            "http://127.0.0.1:1/#x",
        ] {
            assert!(Hosts::practice(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_region_names_adobes_gateway_and_nothing_else() {
        assert_eq!(
            Hosts::adobe_in("VA7").unwrap().gateway(),
            "https://platform-va7.adobe.io"
        );
        assert_eq!(
            Hosts::adobe_in("nld2").unwrap().gateway(),
            "https://platform-nld2.adobe.io"
        );
        assert_eq!(Hosts::adobe().in_region("VA7"), Hosts::adobe_in("VA7"));
        assert_eq!(Hosts::adobe().collection(), "https://dcs.adobedc.net");
        let practice = Hosts::practice("http://127.0.0.1:4010").unwrap();
        assert_eq!(practice.in_region("VA7"), Ok(practice.clone()));
        assert!(practice.in_region("evil.example").is_err());
        for bad in ["", "va", "7", "va7.evil.example", "va7/", "va7@x1", "v a7", "va777"] {
            assert_eq!(Hosts::adobe_in(bad), Err(BadHost::NotARegion), "{bad}");
        }
    }
}
