use super::Auth;

/// The error for a client without any of the required identities.
pub(in crate::client) fn missing(taken: impl Iterator<Item = Auth>) -> String {
    let mut names = Vec::new();
    let mut remedies = Vec::new();
    for (name, remedy) in taken.filter_map(remedy) {
        if !names.contains(&name) {
            names.push(name);
            remedies.push(remedy);
        }
    }
    let verb = if names.last() == Some(&CREDENTIALS) { "are" } else { "is" };
    format!("no {} {verb} set: give the config {}", names.join(" or "), remedies.join(", or "))
}

const CREDENTIALS: &str = "credentials";

fn remedy(auth: Auth) -> Option<(&'static str, &'static str)> {
    Some(match auth {
        Auth::SigV4 => (
            CREDENTIALS,
            "a credentials provider, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        ),
        Auth::Bearer => ("bearer token", "a token provider (`token_provider`)"),
        Auth::Basic => ("login", "a user name and a password (`basic_auth_login`)"),
        Auth::ApiKeyInHeader { .. } | Auth::ApiKeyInQuery { .. } => {
            ("API key", "a key (`api_key`)")
        }
        Auth::Certificate => ("certificate", "the certificate of the device (`client_identity`)"),
        Auth::Anonymous => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_identity_that_would_do_is_named_with_its_setting() {
        assert_eq!(
            missing([Auth::SigV4].into_iter()),
            "no credentials are set: give the config a credentials provider, or set \
             AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
        );
        let key = Auth::ApiKeyInQuery { name: "k" };
        assert_eq!(
            missing([Auth::Bearer, Auth::Basic, key, key].into_iter()),
            "no bearer token or login or API key is set: give the config a token provider \
             (`token_provider`), or a user name and a password (`basic_auth_login`), or a key \
             (`api_key`)"
        );
    }
}
