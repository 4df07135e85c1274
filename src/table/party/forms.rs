//! Legal forms of firms, and what a name says about who bears it.

/// Token sequences (without punctuation, in capitals) and the form they mean; longer ones first.
const FORMS: &[(&[&str], &str)] = &[
    (&["SAPI", "DE", "CV"], "SAPI de CV"),
    (&["S", "DE", "RL", "DE", "CV"], "S de RL de CV"),
    (&["SA", "DE", "CV"], "SA de CV"),
    (&["PERSEROAN", "TERBATAS"], "PT"),
    (&["PERUSAHAAN", "DAGANG"], "PD"),
    (&["USAHA", "DAGANG"], "UD"),
    (&["SDN", "BHD"], "Sdn Bhd"),
    (&["PTY", "LTD"], "Pty Ltd"),
    (&["PTY", "LIMITED"], "Pty Ltd"),
    (&["PTE", "LTD"], "Pte Ltd"),
    (&["PVT", "LTD"], "Pvt Ltd"),
    (&["PRIVATE", "LIMITED"], "Pvt Ltd"),
    (&["CO", "LTD"], "Ltd"),
    (&["SP", "Z", "OO"], "Sp z oo"),
    (&["PT"], "PT"),
    (&["CV"], "CV"),
    (&["UD"], "UD"),
    (&["PD"], "PD"),
    (&["TB"], "TB"),
    (&["FA"], "Firma"),
    (&["FIRMA"], "Firma"),
    (&["PERUMDA"], "Perumda"),
    (&["PERUM"], "Perum"),
    (&["PERSERODA"], "Perseroda"),
    (&["PERSERO"], "Persero"),
    (&["TBK"], "Tbk"),
    (&["KOPERASI"], "Koperasi"),
    (&["KOP"], "Koperasi"),
    (&["KSU"], "Koperasi"),
    (&["YAYASAN"], "Yayasan"),
    (&["LIMITED"], "Ltd"),
    (&["LTD"], "Ltd"),
    (&["LLC"], "LLC"),
    (&["LLP"], "LLP"),
    (&["PLC"], "PLC"),
    (&["INC"], "Inc"),
    (&["INCORPORATED"], "Inc"),
    (&["CORP"], "Corp"),
    (&["CORPORATION"], "Corp"),
    (&["GMBH"], "GmbH"),
    (&["AG"], "AG"),
    (&["EG"], "eG"),
    (&["SA"], "SA"),
    (&["SAC"], "SAC"),
    (&["SAS"], "SAS"),
    (&["SARL"], "SARL"),
    (&["SRL"], "SRL"),
    (&["SPA"], "SpA"),
    (&["SL"], "SL"),
    (&["SLU"], "SL"),
    (&["SCRL"], "SCRL"),
    (&["EIRL"], "EIRL"),
    (&["LDA"], "Lda"),
    (&["LTDA"], "Ltda"),
    (&["UNIPESSOAL"], "Unipessoal"),
    (&["BV"], "BV"),
    (&["NV"], "NV"),
    (&["OY"], "Oy"),
    (&["AB"], "AB"),
    (&["SRO"], "sro"),
];

/// Forms that stand before the name; the others only behind it (`SA` begins many names).
const BEFORE: [&str; 12] =
    ["PT", "CV", "UD", "PD", "TB", "Firma", "Perumda", "Perum", "Perseroda", "Persero", "Koperasi", "Yayasan"];

/// The form at the start or end of a name's tokens: its canonical spelling, and the tokens without it.
pub fn strip<'t, 'a>(tokens: &'t [&'a str]) -> Option<(&'static str, &'t [&'a str])> {
    for (form, name) in FORMS {
        if tokens.len() <= form.len() {
            continue;
        }
        if BEFORE.contains(name) && tokens.starts_with(form) {
            return Some((name, &tokens[form.len()..]));
        }
        if tokens.ends_with(form) {
            return Some((name, &tokens[..tokens.len() - form.len()]));
        }
    }
    None
}

/// The legal form that a name carries in front or behind: `PT`, `CV`, `Koperasi`, `Ltd`; in one spelling.
pub fn legal_form(name: &str) -> Option<&'static str> {
    let folded = super::key::fold(name);
    let tokens = super::key::tokens(&folded);
    strip(&tokens).map(|(form, _)| form)
}

/// `company`, `government`, `person` or `unknown`, by what the name says.
pub fn kind(name: &str) -> &'static str {
    const OFFICES: &[&str] = &[
        "DINAS",
        "BADAN",
        "KECAMATAN",
        "KELURAHAN",
        "SEKRETARIAT",
        "INSPEKTORAT",
        "RSUD",
        "RUMAH SAKIT UMUM DAERAH",
        "PEMERINTAH",
        "PEMKAB",
        "PEMKOT",
        "PEMPROV",
        "KEMENTERIAN",
        "KABUPATEN",
        "PUSKESMAS",
        "SATUAN POLISI",
        "SATPOL",
        "UPTD",
        "UPT",
        "BAGIAN",
        "KANTOR",
        "DESA",
        "SDN",
        "SMPN",
        "SMAN",
        "MINISTRY",
        "DEPARTMENT",
        "COUNCIL",
        "MUNICIPALITY",
        "MUNICIPIO",
        "MUNICIPALIDAD",
        "SECRETARIA",
        "MINISTERIO",
        "GOBIERNO",
        "AYUNTAMIENTO",
        "CAMARA",
        "GOBERNACION",
        "CITY OF",
        "GOVERNMENT",
        "NHS",
    ];
    let folded = super::key::fold(name);
    let tokens = super::key::tokens(&folded);
    if strip(&tokens).is_some() {
        return "company";
    }
    let key = tokens.join(" ");
    let starts = |word: &&str| key.strip_prefix(*word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    if starts(&"PERORANGAN") || starts(&"PERSEORANGAN") {
        "person"
    } else if OFFICES.iter().any(|office| starts(&office)) {
        "government"
    } else {
        "unknown"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_in_front_and_behind() {
        assert_eq!(legal_form("PT. Maju Jaya"), Some("PT"));
        assert_eq!(legal_form("cv.name"), Some("CV"));
        assert_eq!(legal_form("Maju Jaya, CV"), Some("CV"));
        assert_eq!(legal_form("P.T. Maju"), Some("PT"));
        assert_eq!(legal_form("Grupo Azul, S.A. de C.V."), Some("SA de CV"));
        assert_eq!(legal_form("Acme Pty Ltd"), Some("Pty Ltd"));
        assert_eq!(legal_form("athira jaya abadi"), None);
        assert_eq!(legal_form("PT"), None);
    }

    #[test]
    fn kinds() {
        assert_eq!(kind("CV. KUJANG SELATAN"), "company");
        assert_eq!(kind("DINAS KESEHATAN"), "government");
        assert_eq!(kind("PERORANGAN D9A783"), "person");
        assert_eq!(kind("athira jaya abadi"), "unknown");
        assert_eq!(kind(""), "unknown");
    }
}
