//! The standard's code lists, and what publishers write instead.

/// A code as our tables have it, or nothing when the word is none of them.
fn known(word: &str, codes: &[(&'static str, &'static str)]) -> Option<&'static str> {
    let word = letters(word);
    codes.iter().find(|(code, _)| *code == word).map(|(_, ours)| *ours)
}

/// A word without its signs and capitals.
fn letters(word: &str) -> String {
    word.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// `procurementMethod`.
pub fn method(word: &str) -> Option<&'static str> {
    known(word, &[("open", "open"), ("selective", "selective"), ("limited", "limited"), ("direct", "direct")])
}

/// The method of a procedure that `procurementMethodDetails` calls by the name European law has for it, where
/// `procurementMethod` is not given. Other words say too little: they stay details.
pub fn method_of_procedure(details: &str) -> Option<&'static str> {
    known(details, &[("openprocedure", "open"), ("restrictedprocedure", "selective"), ("directaward", "direct")])
}

/// `mainProcurementCategory`; `consultingServices` is 1.0's extended list.
pub fn category(word: &str) -> Option<&'static str> {
    let codes = [
        ("goods", "goods"),
        ("works", "works"),
        ("services", "services"),
        ("goodsandservices", "services"),
        ("consultingservices", "services"),
    ];
    known(word, &codes)
}

/// `tender.status`.
pub fn process_status(word: &str) -> Option<&'static str> {
    let codes = [
        ("planning", "planning"),
        ("planned", "planned"),
        ("active", "active"),
        ("cancelled", "cancelled"),
        ("canceled", "cancelled"),
        ("unsuccessful", "unsuccessful"),
        ("complete", "complete"),
        ("completed", "complete"),
        ("withdrawn", "withdrawn"),
    ];
    known(word, &codes)
}

/// `awards.status`.
pub fn award_status(word: &str) -> Option<&'static str> {
    let codes = [
        ("pending", "pending"),
        ("active", "active"),
        ("cancelled", "cancelled"),
        ("canceled", "cancelled"),
        ("unsuccessful", "unsuccessful"),
    ];
    known(word, &codes)
}

/// `contracts.status`.
pub fn contract_status(word: &str) -> Option<&'static str> {
    let codes = [
        ("pending", "pending"),
        ("active", "active"),
        ("cancelled", "cancelled"),
        ("canceled", "cancelled"),
        ("terminated", "terminated"),
    ];
    known(word, &codes)
}

/// `bids.details.status`; an invitation and a bid not yet judged are what our list has nearest.
pub fn bid_status(word: &str) -> Option<&'static str> {
    let codes = [
        ("invited", "registered"),
        ("registered", "registered"),
        ("pending", "submitted"),
        ("submitted", "submitted"),
        ("valid", "valid"),
        ("qualified", "valid"),
        ("disqualified", "disqualified"),
        ("rejected", "disqualified"),
        ("withdrawn", "withdrawn"),
    ];
    known(word, &codes)
}

/// `documentType`, as the standard's code list spells it, with the codes of the versions before.
const DOCUMENTS: [&str; 45] = [
    "procurementPlan",
    "needsAssessment",
    "projectPlan",
    "feasibilityStudy",
    "hearingNotice",
    "marketStudies",
    "environmentalImpact",
    "assetAndLiabilityAssessment",
    "riskProvisions",
    "tenderNotice",
    "contractNotice",
    "biddingDocuments",
    "technicalSpecifications",
    "evaluationCriteria",
    "eligibilityCriteria",
    "economicSelectionCriteria",
    "technicalSelectionCriteria",
    "clarifications",
    "shortlistedFirms",
    "billOfQuantity",
    "bidders",
    "submissionDocuments",
    "awardNotice",
    "evaluationReports",
    "winningBid",
    "complaints",
    "debarments",
    "conflictOfInterest",
    "cancellationDetails",
    "contractDraft",
    "contractSigned",
    "contractText",
    "contractArrangements",
    "contractSchedule",
    "contractAnnexe",
    "contractGuarantees",
    "subContract",
    "contractSummary",
    "physicalProgressReport",
    "financialProgressReport",
    "finalAudit",
    "completionCertificate",
    "amendments",
    "illustration",
    "notice",
];

/// The standard's code for a kind of document, however it is spelled.
pub fn document_kind(word: &str) -> Option<&'static str> {
    let word = letters(word);
    DOCUMENTS.iter().find(|code| code.eq_ignore_ascii_case(&word)).copied()
}

/// Whether an award in this state has made nobody a supplier.
pub fn is_void(award_status: Option<&str>) -> bool {
    matches!(award_status, Some("cancelled" | "unsuccessful"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_in_any_spelling() {
        assert_eq!(method(" Open "), Some("open"));
        assert_eq!(method("Ajuste Direto"), None);
        assert_eq!(method_of_procedure("Open procedure"), Some("open"));
        assert_eq!(method_of_procedure("Other - Direct Award"), None);
        assert_eq!(process_status("Canceled"), Some("cancelled"));
        assert_eq!(category("consulting_services"), Some("services"));
        assert_eq!(
            (document_kind("Contract Signed"), document_kind("award_notice")),
            (Some("contractSigned"), Some("awardNotice"))
        );
        assert_eq!(document_kind("Acta de Apertura"), None);
        assert!(is_void(award_status("Unsuccessful")));
    }
}
