//! axe-core, which finds what keeps people out of a page.

use std::{fs, sync::OnceLock};

use crate::browser::Browser;

/// WCAG 2.2 at level AA, and what its makers know beyond that of roles and names.
const RUN: &str = "
    return axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'cat.aria', 'cat.name-role-value', 'cat.structure'],
        rules: { 'target-size': { enabled: true }, region: { enabled: false }, 'landmark-one-main': { enabled: false }, 'page-has-heading-one': { enabled: false } },
        resultTypes: ['violations'],
    }).then(({ violations }) => violations.flatMap(({ id, help, nodes }) =>
        nodes.map((node) => `${id} (${help}): ${node.html.slice(0, 160)} ${node.failureSummary}`)))";

impl Browser {
    /// What axe-core finds wrong with the page as it is; rules about pages without a timeline aside.
    pub async fn barriers(&self) -> Vec<String> {
        static SCRIPT: OnceLock<String> = OnceLock::new();
        let script = SCRIPT.get_or_init(|| {
            let path = xtask::tools::axe().expect("axe-core can be installed");
            fs::read_to_string(path).expect("it can be read")
        });
        if !self.js::<bool>("return Boolean(window.axe)").await {
            self.js::<()>(&[script, "\nwindow.axe = axe; return null"].concat()).await;
        }
        self.js(RUN).await
    }
}
