//! How large a query may be. The parser and the planner call themselves once for each `OR`, `UNION` or
//! `JOIN`: what would not fit on a thread's stack is refused before, since an overflow ends the program.

use datafusion::sql::sqlparser::dialect::GenericDialect;
use datafusion::sql::sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer};

/// Names and signs of one query, without commas and literal values: five times those of our longest.
const MOST: usize = 4_000;

/// Stack of the threads that plan and run queries: twice what [`MOST`] was seen to need, or more. It is
/// only address space until it is used.
pub const STACK: usize = 64 << 20;

/// Where a query becomes too large: line and column (from 1).
pub(super) fn too_large(sql: &str) -> Option<(u64, u64)> {
    let deepens = |token: &&TokenWithSpan| {
        use Token::{Comma, Number, SingleQuotedString};
        !matches!(token.token, Comma | Number(..) | SingleQuotedString(_))
    };
    tokens(sql).iter().filter(deepens).nth(MOST).map(place)
}

pub(super) fn too_large_message() -> String {
    format!("the query has more than {MOST} names and signs")
}

/// Where brackets are deepest; the query's first word where there are none.
pub(super) fn deepest(sql: &str) -> Option<(u64, u64)> {
    let (mut depth, mut most, mut found) = (0, 0, None);
    for token in &tokens(sql) {
        match token.token {
            Token::LParen | Token::LBracket | Token::LBrace => depth += 1,
            Token::RParen | Token::RBracket | Token::RBrace => depth -= 1,
            _ => {}
        }
        if found.is_none() || depth > most {
            (most, found) = (depth, Some(place(token)));
        }
    }
    found
}

/// What is not a query's text has no tokens: the parser says what is wrong with it.
fn tokens(sql: &str) -> Vec<TokenWithSpan> {
    let mut tokens = Tokenizer::new(&GenericDialect {}, sql).tokenize_with_location().unwrap_or_default();
    tokens.retain(|token| !matches!(token.token, Token::Whitespace(_)));
    tokens
}

fn place(token: &TokenWithSpan) -> (u64, u64) {
    (token.span.start.line, token.span.start.column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_chain_is_too_large_and_a_long_list_of_values_is_not() {
        let chain = format!("SELECT a\nFROM t WHERE {}", ["a"; 3_000].join("\nOR "));
        assert_eq!(too_large(&chain).map(|(line, _)| line), Some(2_000));
        let values: Vec<String> = (0..20_000).map(|number| format!("'{number}'")).collect();
        assert_eq!(too_large(&format!("SELECT a FROM t WHERE a IN ({})", values.join(", "))), None);
    }

    #[test]
    fn the_deepest_bracket_is_found() {
        assert_eq!(deepest("SELECT (1),\n((\n(2)))"), Some((3, 1)));
        assert_eq!(deepest("/* a */ SELECT 1"), Some((1, 9)));
    }
}
