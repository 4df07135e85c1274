//! Documents: what the publisher says of its notices, contracts and reports, and where they lie.

use std::borrow::Cow;

use super::{Process, codes};
use crate::table::json::Json;
use crate::table::ocds::value::{Ids, section, words};

/// What a document belongs to, besides its stage.
#[derive(Clone, Copy)]
enum Owner<'o> {
    Stage,
    Change(&'o str),
    Award(&'o str),
    Contract(&'o str),
}

impl Process<'_, '_, '_, '_> {
    /// Rows of `documents`, by the stage that they belong to.
    pub(super) fn documents(&mut self) {
        let release = self.release;
        let mut ids = Ids::default();
        for stage in ["planning", "tender"] {
            let part = release.get(stage);
            self.documents_of(part, stage, stage, Owner::Stage, &mut ids);
            // Not in the standard, and published all the same.
            let changes = part.and_then(|part| part.get("amendments").or_else(|| part.get("amendment")));
            let mut owners = Ids::default();
            for (position, (path, change)) in section(changes, &format!("{stage}.amendments")).iter().enumerate() {
                let (owner, _) = owners.unique(change.get("id"), "amendment", position + 1);
                self.documents_of(Some(change), path, stage, Owner::Change(&owner), &mut ids);
            }
        }
        for (list, stage) in [("awards", "award"), ("contracts", "contract")] {
            // The ids that the rows of awards and contracts have.
            let mut owners = Ids::default();
            for (position, (path, element)) in section(release.get(list), list).iter().enumerate() {
                if !matches!(element.as_ref(), Json::Object(_)) {
                    continue;
                }
                let (owner, _) = owners.unique(element.get("id"), stage, position + 1);
                let owner = if stage == "award" { Owner::Award(&owner) } else { Owner::Contract(&owner) };
                self.documents_of(Some(element), path, stage, owner, &mut ids);
                let work = element.get("implementation").filter(|_| stage == "contract");
                let path = format!("{path}.implementation");
                self.documents_of(work, &path, "implementation", owner, &mut ids);
            }
        }
    }

    /// The documents of one part of a release. Ids are the part's own in the standard: the stage, and the award or
    /// contract, make them the process's.
    fn documents_of(
        &mut self,
        part: Option<&Json<'_>>,
        path: &str,
        stage: &'static str,
        owner: Owner<'_>,
        ids: &mut Ids,
    ) {
        let documents = section(part.and_then(|part| part.get("documents")), &format!("{path}.documents"));
        for (position, (path, document)) in documents.iter().enumerate() {
            if !matches!(document.as_ref(), Json::Object(_)) {
                self.refuse("documents", "not_an_object", path, "a document must be an object");
                continue;
            }
            let (own, oddity) = Ids::default().unique(document.get("id"), "document", position + 1);
            self.odd_id(oddity, path, &own);
            let below = match owner {
                Owner::Stage => Cow::Borrowed(stage),
                Owner::Change(id) | Owner::Award(id) | Owner::Contract(id) => format!("{stage}/{id}").into(),
            };
            let (id, oddity) = ids.unique(Some(&Json::Str(format!("{below}/{own}").into())), "document", position + 1);
            self.odd_id(oddity, path, &id);
            let kind = words(document.get("documentType"));
            let known = kind.as_deref().and_then(codes::document_kind);
            let title = words(document.get("title"));
            let description = words(document.get("description")).filter(|text| title.as_ref() != Some(text));
            let ocid = self.ocid;
            self.row("documents")
                .text("ocid", ocid)
                .text("document_id", id.as_str())
                .text("stage", stage)
                .text("award_id", if let Owner::Award(id) = owner { Some(id) } else { None })
                .text("contract_id", if let Owner::Contract(id) = owner { Some(id) } else { None })
                .text("kind", known)
                .text("kind_details", kind.as_deref().filter(|_| known.is_none()))
                .text("title", title.as_deref())
                .text("description", description.as_deref())
                .text("url", words(document.get("url")).as_deref())
                .text("format", words(document.get("format")).as_deref())
                .text("language", words(document.get("language")).as_deref())
                .json("published", document.get("datePublished"))
                .end();
        }
    }
}
