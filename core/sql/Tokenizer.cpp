// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/Tokenizer.h"

#include <QCoreApplication>

#include <algorithm>

namespace tabletalk::sql {

using namespace Qt::StringLiterals;

bool Token::isWord(QLatin1StringView upperCase) const
{
    return kind == TokenKind::Word && text.compare(upperCase, Qt::CaseInsensitive) == 0;
}

namespace {

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isHexDigit(QChar c)
{
    return isDigit(c) || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

/// What may start an identifier; the engines all take letters beyond ASCII.
bool startsWord(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_' || c.unicode() >= 0x80;
}

/// Beyond ASCII, a letter, digit or mark. The rest is a blank to one engine and part of a
/// name to another (a no-break space), or nobody can see it.
bool isReadable(QChar c)
{
    return c.unicode() < 0x80 || c.isLetterOrNumber() || c.isMark() || c.isSurrogate();
}

bool isSpace(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\n' || c == u'\r' || c == u'\f' || c == u'\v';
}

bool isNewline(QChar c)
{
    return c == u'\n' || c == u'\r';
}

/// Line ends of Unicode, which only some engines know.
bool isOddNewline(QChar c)
{
    return c == QChar(0x85) || c == QChar(0x2028) || c == QChar(0x2029);
}

/// What stands between the quotes of a name that every engine behind ODBC ends at the same place.
bool isPlainName(const QString &name, QChar close)
{
    constexpr QStringView doubtful = u"'\"`[]()\\/;{}";
    return std::none_of(name.begin(), name.end(),
                        [&](QChar c) { return c == u'\\' || c == u'/' || (close != u'"' && doubtful.contains(c)); });
}

class Scanner
{
public:
    Scanner(QStringView text, Dialect dialect)
        : m_text(text)
        , m_dialect(dialect)
    {}

    Result<std::vector<Token>> scan();

private:
    bool is(Dialect dialect) const { return m_dialect == dialect; }
    QChar at(qsizetype position) const { return position < m_text.size() ? m_text[position] : QChar(); }
    QChar ahead(qsizetype by = 1) const { return at(m_position + by); }
    bool atEnd() const { return m_position >= m_text.size(); }
    std::unexpected<Problem> unterminated(const char *what) const;
    static std::unexpected<Problem> ambiguous(const QString &what);
    void emitToken(TokenKind kind, qsizetype start, QString text);

    Result<void> scanOne();
    bool startsLineComment() const;
    bool startsPrefixedString() const;
    Result<void> scanLineComment();
    Result<void> scanBlockComment();
    Result<void> scanQuoted(QChar close, TokenKind kind, bool backslashEscapes, qsizetype start, const char *what);
    Result<void> scanPrefixedString();
    Result<bool> scanDollarQuote();
    Result<void> scanWord();
    void scanNumber();
    void scanParameter();
    Result<void> scanOperator();

    QStringView m_text;
    Dialect m_dialect;
    qsizetype m_position = 0;
    bool m_afterEscapes = false; ///< the last token, comments aside, is an E'…'
    std::vector<Token> m_tokens;
};

std::unexpected<Problem> Scanner::unterminated(const char *what) const
{
    return failure(ProblemCode::StatementRefused,
                   QCoreApplication::translate("Sql", "The statement has %1 that does not end.")
                       .arg(QCoreApplication::translate("Sql", what)));
}

void Scanner::emitToken(TokenKind kind, qsizetype start, QString text)
{
    if (kind != TokenKind::Comment)
        m_afterEscapes = false;
    m_tokens.push_back({kind, start, m_position - start, std::move(text)});
}

std::unexpected<Problem> Scanner::ambiguous(const QString &what)
{
    return failure(
        ProblemCode::StatementRefused,
        QCoreApplication::translate("Sql", "The statement has %1, which engines read differently.").arg(what));
}

Result<std::vector<Token>> Scanner::scan()
{
    if (m_text.size() > maxStatementLength)
        return failure(
            ProblemCode::StatementRefused,
            QCoreApplication::translate("Sql", "The statement is longer than %1 characters.").arg(maxStatementLength));
    // SQLite ends at a NUL and skips a byte order mark; others do not.
    if (m_text.contains(QChar(u'\0')) || m_text.contains(QChar(u'\xfeff')))
        return failure(ProblemCode::StatementRefused,
                       QCoreApplication::translate("Sql", "The statement contains an invisible control character."));
    while (!atEnd()) {
        if (isSpace(at(m_position))) {
            ++m_position;
            continue;
        }
        if (auto one = scanOne(); !one)
            return std::unexpected(one.error());
        if (m_tokens.size() > maxTokens)
            return failure(ProblemCode::StatementRefused,
                           QCoreApplication::translate("Sql", "The statement has too many parts."));
    }
    return std::move(m_tokens);
}

Result<void> Scanner::scanOne()
{
    const QChar c = at(m_position);
    const qsizetype start = m_position;
    const bool mysql = is(Dialect::MySQL);

    if (startsLineComment())
        return scanLineComment();
    if (c == u'/' && ahead() == u'*')
        return scanBlockComment();
    if (c == u'\'') {
        // PostgreSQL goes on reading backslashes in a text that continues E'…' on the next line.
        if (m_afterEscapes)
            return ambiguous(QCoreApplication::translate("Sql", "a text that continues E'…'"));
        ++m_position;
        return scanQuoted(c, TokenKind::String, mysql, start, QT_TRANSLATE_NOOP("Sql", "a text"));
    }
    if (c == u'"') {
        ++m_position;
        return scanQuoted(c, mysql ? TokenKind::String : TokenKind::QuotedName, mysql, start,
                          QT_TRANSLATE_NOOP("Sql", "a quoted name"));
    }
    if (c == u'`' && (mysql || is(Dialect::SQLite) || is(Dialect::Odbc))) {
        ++m_position;
        return scanQuoted(c, TokenKind::QuotedName, false, start, QT_TRANSLATE_NOOP("Sql", "a quoted name"));
    }
    if (c == u'[' && (is(Dialect::SQLite) || is(Dialect::SqlServer) || is(Dialect::Odbc))) {
        ++m_position;
        return scanQuoted(u']', TokenKind::QuotedName, false, start, QT_TRANSLATE_NOOP("Sql", "a quoted name"));
    }
    if (startsPrefixedString())
        return scanPrefixedString();
    if (c == u'$' && is(Dialect::PostgreSQL)) {
        const Result<bool> quoted = scanDollarQuote();
        if (!quoted)
            return std::unexpected(quoted.error());
        if (*quoted)
            return {};
    }
    if (isDigit(c) || (c == u'.' && isDigit(ahead()))) {
        scanNumber();
        return {};
    }
    if (startsWord(c))
        return scanWord();
    // A comment to MySQL, an operator or a name to others.
    if (c == u'#' && is(Dialect::Odbc))
        return ambiguous(u"\"#\""_s);
    // In PostgreSQL ? @ and : are operators (JSON, geometry, slices).
    if (c == u'$' || (!is(Dialect::PostgreSQL) && (c == u'?' || c == u'@' || (c == u':' && startsWord(ahead()))))) {
        scanParameter();
        return {};
    }
    return scanOperator();
}

bool Scanner::startsLineComment() const
{
    const QChar c = at(m_position);
    if (c == u'#')
        return is(Dialect::MySQL);
    if (c != u'-' || ahead() != u'-')
        return false;
    // MySQL reads "--" as two minus signs unless a space or control character follows.
    return !is(Dialect::MySQL) || m_position + 2 >= m_text.size() || ahead(2).unicode() <= 0x20;
}

Result<void> Scanner::scanLineComment()
{
    const qsizetype start = m_position;
    // MySQL reads "--1" as a number, and what comes behind it as well.
    if (is(Dialect::Odbc) && m_position + 2 < m_text.size() && !isSpace(ahead(2)))
        return ambiguous(QCoreApplication::translate("Sql", "a comment without a blank after the dashes"));
    while (!atEnd() && !isNewline(at(m_position))) {
        if (isOddNewline(at(m_position)))
            return ambiguous(QCoreApplication::translate("Sql", "a line end of Unicode in a comment"));
        ++m_position;
    }
    // The engines disagree on whether a carriage return alone ends the comment.
    if (at(m_position) == u'\r' && ahead() != u'\n')
        return failure(
            ProblemCode::StatementRefused,
            QCoreApplication::translate("Sql", "A comment in the statement ends in a carriage return alone."));
    emitToken(TokenKind::Comment, start, {});
    return {};
}

Result<void> Scanner::scanBlockComment()
{
    const qsizetype start = m_position;
    const bool nested = is(Dialect::PostgreSQL) || is(Dialect::SqlServer);
    // "/*! … */" is run by MySQL, "/*+ … */" changes settings in MySQL and by pg_hint_plan.
    const bool executable =
        ahead(2) == u'+'
        || ((is(Dialect::MySQL) || is(Dialect::Odbc)) && (ahead(2) == u'!' || (ahead(2) == u'M' && ahead(3) == u'!')));
    int depth = 0;
    do {
        if (atEnd())
            return unterminated(QT_TRANSLATE_NOOP("Sql", "a comment"));
        const bool opens = at(m_position) == u'/' && ahead() == u'*';
        if (opens && depth > 0 && is(Dialect::Odbc))
            return ambiguous(QCoreApplication::translate("Sql", "a comment inside a comment"));
        if (opens && (nested || depth == 0)) {
            ++depth;
            m_position += 2;
        } else if (at(m_position) == u'*' && ahead() == u'/') {
            --depth;
            m_position += 2;
        } else {
            ++m_position;
        }
    } while (depth > 0);
    emitToken(executable ? TokenKind::ExecutableComment : TokenKind::Comment, start, {});
    return {};
}

/// Reads on behind the opening quote; a doubled closing quote stands for itself.
Result<void> Scanner::scanQuoted(QChar close, TokenKind kind, bool backslashEscapes, qsizetype start, const char *what)
{
    QString value;
    // SQLite's [name] knows no doubling: it ends at the first bracket.
    const bool doubling = !(close == u']' && is(Dialect::SQLite));
    while (!atEnd()) {
        const QChar c = at(m_position);
        if (c == u'\\' && backslashEscapes) {
            value += c;
            value += ahead();
            m_position += 2;
        } else if (c != close) {
            value += c;
            ++m_position;
        } else if (doubling && ahead() == close) {
            value += close;
            m_position += 2;
        } else {
            ++m_position;
            if (is(Dialect::Odbc) && kind == TokenKind::QuotedName && !isPlainName(value, close))
                return ambiguous(QCoreApplication::translate("Sql", "a name with odd characters"));
            emitToken(kind, start, std::move(value));
            return {};
        }
    }
    return unterminated(what);
}

bool Scanner::startsPrefixedString() const
{
    const QChar c = at(m_position).toLower();
    if (is(Dialect::PostgreSQL)) {
        if (c == u'u' && ahead() == u'&')
            return ahead(2) == u'\'' || ahead(2) == u'"';
        return (c == u'e' || c == u'b' || c == u'x' || c == u'n') && ahead() == u'\'';
    }
    if (is(Dialect::SQLite))
        return c == u'x' && ahead() == u'\'';
    if (is(Dialect::Odbc) && c == u'u' && ahead() == u'&')
        return ahead(2) == u'\'' || ahead(2) == u'"';
    return (c == u'x' || c == u'b' || c == u'n') && ahead() == u'\'';
}

/// E'…' alone reads backslashes; U&'…', B'…', X'…' and N'…' end at the next quote.
Result<void> Scanner::scanPrefixedString()
{
    const qsizetype start = m_position;
    const bool escapeText = is(Dialect::PostgreSQL) && at(start).toLower() == u'e';
    while (at(m_position) != u'\'' && at(m_position) != u'"')
        ++m_position;
    const QChar quote = at(m_position++);
    // U&"\0070g_shadow" would be a name that nobody can see.
    if (quote == u'"')
        return failure(ProblemCode::StatementRefused,
                       QCoreApplication::translate("Sql",
                                                   "The statement has a name in Unicode escapes (U&\"…\"); write "
                                                   "the characters themselves."));
    auto text = scanQuoted(quote, TokenKind::String, escapeText || is(Dialect::MySQL), start,
                           QT_TRANSLATE_NOOP("Sql", "a text"));
    m_afterEscapes = escapeText;
    return text;
}

/// PostgreSQL's $tag$ … $tag$; false when it is a parameter such as $1.
Result<bool> Scanner::scanDollarQuote()
{
    qsizetype end = m_position + 1;
    if (isDigit(at(end)))
        return false;
    while (startsWord(at(end)) || isDigit(at(end)))
        ++end;
    if (at(end) != u'$')
        return false;
    const qsizetype start = m_position;
    const QStringView tag = m_text.mid(start, end + 1 - start);
    const qsizetype close = m_text.indexOf(tag, end + 1);
    if (close < 0)
        return unterminated(QT_TRANSLATE_NOOP("Sql", "a dollar-quoted text"));
    m_position = close + tag.size();
    emitToken(TokenKind::String, start, m_text.mid(end + 1, close - end - 1).toString());
    return true;
}

Result<void> Scanner::scanWord()
{
    const qsizetype start = m_position;
    while (startsWord(at(m_position)) || isDigit(at(m_position)) || at(m_position) == u'$') {
        if (!isReadable(at(m_position)))
            return failure(ProblemCode::StatementRefused,
                           QCoreApplication::translate("Sql", "The statement contains the character U+%1 outside of "
                                                              "quotes, which is not a letter.")
                               .arg(QString::number(at(m_position).unicode(), 16).toUpper(), 4, u'0'));
        ++m_position;
    }
    // Oracle's q'!…!' ends where it says itself.
    if (is(Dialect::Odbc) && at(m_position) == u'\'')
        return ambiguous(QCoreApplication::translate("Sql", "a text right behind a word"));
    emitToken(TokenKind::Word, start, m_text.mid(start, m_position - start).toString());
    return {};
}

void Scanner::scanNumber()
{
    const qsizetype start = m_position;
    if (at(m_position) == u'0' && ahead().toLower() == u'x' && isHexDigit(ahead(2))) {
        m_position += 2;
        while (isHexDigit(at(m_position)))
            ++m_position;
    } else {
        const auto digits = [this] {
            while (isDigit(at(m_position)) || (at(m_position) == u'_' && isDigit(ahead())))
                ++m_position;
        };
        digits();
        if (at(m_position) == u'.') {
            ++m_position;
            digits();
        }
        const bool sign = ahead() == u'+' || ahead() == u'-';
        if (at(m_position).toLower() == u'e' && isDigit(ahead(sign ? 2 : 1))) {
            m_position += sign ? 2 : 1;
            digits();
        }
    }
    emitToken(TokenKind::Number, start, m_text.mid(start, m_position - start).toString());
}

void Scanner::scanParameter()
{
    const qsizetype start = m_position++;
    while (at(m_position) == u'@' || startsWord(at(m_position)) || isDigit(at(m_position)) || at(m_position) == u'$')
        ++m_position;
    emitToken(TokenKind::Parameter, start, m_text.mid(start, m_position - start).toString());
}

Result<void> Scanner::scanOperator()
{
    const qsizetype start = m_position;
    const QChar c = at(m_position++);
    switch (c.unicode()) {
    case u',':
        emitToken(TokenKind::Comma, start, u","_s);
        return {};
    case u'.':
        emitToken(TokenKind::Dot, start, u"."_s);
        return {};
    case u';':
        emitToken(TokenKind::Semicolon, start, u";"_s);
        return {};
    case u'(':
        emitToken(TokenKind::OpenParen, start, u"("_s);
        return {};
    case u')':
        emitToken(TokenKind::CloseParen, start, u")"_s);
        return {};
    default:
        break;
    }
    constexpr QStringView known = u"+-*/%<>=!|&^~#@:[]{}?";
    if (!known.contains(c))
        return failure(ProblemCode::StatementRefused,
                       QCoreApplication::translate("Sql", "The statement contains the character \"%1\", which has no "
                                                          "meaning in SQL.")
                           .arg(c));
    for (const QStringView longer :
         {u"->>", u"#>>", u"<=>", u"!~*", u"::", u"->", u"#>", u"<=", u">=", u"<>", u"!=", u"||",
          u"<<",  u">>",  u"==",  u"~*",  u"!~", u"@>", u"<@", u"&&", u":=", u"?|", u"?&"}) {
        if (m_text.mid(start).startsWith(longer)) {
            m_position = start + longer.size();
            break;
        }
    }
    emitToken(TokenKind::Operator, start, m_text.mid(start, m_position - start).toString());
    return {};
}

} // namespace

Result<std::vector<Token>> tokenize(QStringView statement, Dialect dialect)
{
    return Scanner(statement, dialect).scan();
}

} // namespace tabletalk::sql
