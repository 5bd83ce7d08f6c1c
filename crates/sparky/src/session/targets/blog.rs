//! Blogs, as the publisher wants them.

use sparky_publisher::{Blog, BlogKind, DEVTO, HASHNODE, WordPressSite};

use crate::config::{self, Target};
use crate::session::Session;

impl Session {
    pub(super) fn blog(&self, kind: config::BlogKind, target: &Target) -> anyhow::Result<BlogKind> {
        let blog = Blog { draft: target.draft.unwrap_or_default(), tags: target.tags.clone().unwrap_or_default() };
        let url = |usual: &str| target.base_url.clone().unwrap_or_else(|| usual.to_owned());
        let token = || target.secret(target.token_env.as_ref());
        Ok(match kind {
            config::BlogKind::Devto => BlogKind::Devto { url: url(DEVTO), key: token()?, blog },
            config::BlogKind::Ghost => {
                BlogKind::Ghost { url: url(""), key: target.secret(target.key_env.as_ref())?, blog }
            }
            config::BlogKind::WordPress => {
                let user = target.secret(target.user_env.as_ref())?;
                let password = target.secret(target.password_env.as_ref())?;
                BlogKind::WordPress { site: WordPressSite { url: url(""), user, password }, blog }
            }
            config::BlogKind::Hashnode => {
                let publication = target.publication.clone().unwrap_or_default();
                BlogKind::Hashnode { url: url(HASHNODE), publication, token: token()?, blog }
            }
            config::BlogKind::Export => BlogKind::Export { path: target.path.clone().unwrap_or_default(), blog },
        })
    }
}
