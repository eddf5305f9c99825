// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/StatementGuard.h"

#include "core/sql/Tokenizer.h"

#include <QCoreApplication>
#include <QSet>

namespace tabletalk::sql {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxDepth = 100;
constexpr qlonglong maxPadding = 10'000; ///< characters that lpad and rpad may make

QSet<QString> words(const char *list)
{
    const QStringList split = QString::fromLatin1(list).split(u' ', Qt::SkipEmptyParts);
    return QSet<QString>(split.begin(), split.end());
}

/// Words that may stand before a parenthesis without being a function: keywords of
/// expressions and clauses, and types with a length.
bool mayPrecedeParenthesis(const QString &lower)
{
    static const QSet<QString> list = words(
        "all and any array as asc between bigint binary bit bpchar by case character char cross cube datetime "
        "datetime2 dec decimal "
        "desc distinct div double else end escape except exists fetch filter float first for from full group groups "
        "having ilike in inner int integer intersect interval is isnull join lateral like limit minus "
        "materialized nchar natural next not notnull null numeric nvarchar offset on only or order ordinality outer "
        "over overlaps "
        "partition precision range real recursive regexp rlike rollup row rows select sets similar smallint some "
        "symmetric "
        "then ties time timestamp timestamptz timetz to union using values varbinary varbit varchar varying when where "
        "window "
        "with within xor zone");
    return list.contains(lower);
}

/// Writing words that a SELECT can hide inside itself.
bool isWriting(const QString &lower)
{
    static const QSet<QString> list = words("insert update delete merge upsert");
    return list.contains(lower);
}

/// Where statements need no semicolon between them (Transact-SQL, or an engine we cannot
/// know), the head of any other statement is refused wherever it stands.
bool startsAnotherStatement(const QString &lower)
{
    static const QSet<QString> list =
        words("alter backup begin bulk call checkpoint commit create dbcc deallocate declare deny disable drop dump "
              "enable exec "
              "execute go goto grant if kill load lock open print raiserror reconfigure rename restore return revert "
              "revoke rollback save set setuser show shutdown throw truncate use waitfor while");
    return list.contains(lower);
}

/// Catalogue tables that hold secrets or reach around permissions.
bool isSecretTable(const QString &lower, Dialect dialect)
{
    static const QSet<QString> postgres =
        words("pg_authid pg_shadow pg_hba_file_rules pg_ident_file_mappings pg_file_settings pg_user_mapping "
              "pg_user_mappings pg_largeobject pg_largeobject_metadata pg_statistic pg_subscription pg_settings "
              "pg_stat_activity pg_stat_ssl pg_stat_replication pg_config pg_db_role_setting pg_foreign_server "
              "pg_stat_statements user_mapping_options foreign_server_options");
    static const QSet<QString> sqlite = words("sqlite_dbpage sqlite_stmt dbstat");
    if (dialect == Dialect::PostgreSQL)
        return postgres.contains(lower);
    if (dialect == Dialect::SQLite)
        return sqlite.contains(lower) || lower.startsWith(u"pragma_");
    return false;
}

/// Whole schemas of the same kind, as in "mysql.user".
bool isSecretSchema(const QString &lower, Dialect dialect)
{
    if (dialect == Dialect::MySQL)
        return lower == u"mysql" || lower == u"performance_schema" || lower == u"sys";
    if (dialect == Dialect::SqlServer)
        return lower == u"sys" || lower == u"master" || lower == u"msdb";
    return false;
}

class Guard
{
public:
    Guard(std::vector<Token> tokens, Dialect dialect)
        : m_tokens(std::move(tokens))
        , m_dialect(dialect)
        , m_isCteName(m_tokens.size(), false)
    {}

    Result<void> check();

private:
    const Token *at(size_t index) const { return index < m_tokens.size() ? &m_tokens[index] : nullptr; }
    bool is(size_t index, TokenKind kind) const { return index < m_tokens.size() && m_tokens[index].kind == kind; }
    bool isWord(size_t index, QLatin1StringView word) const
    {
        return index < m_tokens.size() && m_tokens[index].isWord(word);
    }
    bool isName(size_t index) const { return is(index, TokenKind::Word) || is(index, TokenKind::QuotedName); }
    bool afterDot(size_t index) const { return index > 0 && is(index - 1, TokenKind::Dot); }

    Result<void> checkShape();
    Result<void> checkDepth() const;
    Result<void> checkToken(size_t index) const;
    Result<void> checkWord(size_t index) const;
    Result<void> checkFunction(size_t index) const;
    Result<void> checkPadding(size_t open) const;
    void markCteNames(size_t with);
    size_t closing(size_t open) const;

    std::unexpected<Problem> refuse(const QString &word, const QString &why) const;

    std::vector<Token> m_tokens;
    Dialect m_dialect;
    std::vector<bool> m_isCteName;
};

std::unexpected<Problem> Guard::refuse(const QString &word, const QString &why) const
{
    return failure(ProblemCode::StatementRefused,
                   QCoreApplication::translate("Sql", "\"%1\" is refused: %2.").arg(word.left(80), why),
                   QCoreApplication::translate("Sql", "Only a single SELECT that reads data may be run."));
}

Result<void> Guard::check()
{
    if (auto shape = checkShape(); !shape)
        return shape;
    if (auto depth = checkDepth(); !depth)
        return depth;
    for (size_t i = 0; i < m_tokens.size(); ++i) {
        if (m_tokens[i].isWord("WITH"_L1))
            markCteNames(i);
    }
    for (size_t i = 0; i < m_tokens.size(); ++i) {
        if (auto token = checkToken(i); !token)
            return token;
    }
    return {};
}

/// One statement, and one that reads.
Result<void> Guard::checkShape()
{
    if (!m_tokens.empty() && m_tokens.back().kind == TokenKind::Semicolon)
        m_tokens.pop_back();
    if (m_tokens.empty())
        return failure(ProblemCode::StatementRefused, QCoreApplication::translate("Sql", "The statement is empty."));
    for (size_t i = 0; i < m_tokens.size(); ++i) {
        if (m_tokens[i].kind == TokenKind::Semicolon)
            return refuse(u";"_s, QCoreApplication::translate("Sql", "there is more than one statement"));
    }
    size_t first = 0;
    while (is(first, TokenKind::OpenParen))
        ++first;
    if (!isWord(first, "SELECT"_L1) && !isWord(first, "WITH"_L1) && !isWord(first, "VALUES"_L1)) {
        const Token &token = m_tokens[std::min(first, m_tokens.size() - 1)];
        return refuse(token.text,
                      QCoreApplication::translate("Sql", "a statement must begin with SELECT, WITH or VALUES"));
    }
    return {};
}

Result<void> Guard::checkDepth() const
{
    int depth = 0;
    for (const Token &token : m_tokens) {
        if (token.kind == TokenKind::OpenParen)
            ++depth;
        else if (token.kind == TokenKind::CloseParen)
            --depth;
        if (depth > maxDepth)
            return refuse(u"("_s, QCoreApplication::translate("Sql", "the statement nests too deep"));
        if (depth < 0)
            return refuse(u")"_s, QCoreApplication::translate("Sql", "it closes a parenthesis that was not opened"));
    }
    if (depth != 0)
        return refuse(u"("_s, QCoreApplication::translate("Sql", "a parenthesis is not closed"));
    return {};
}

/// The parenthesis that closes the one at open; the end when there is none.
size_t Guard::closing(size_t open) const
{
    int depth = 0;
    for (size_t i = open; i < m_tokens.size(); ++i) {
        if (m_tokens[i].kind == TokenKind::OpenParen)
            ++depth;
        else if (m_tokens[i].kind == TokenKind::CloseParen && --depth == 0)
            return i;
    }
    return m_tokens.size();
}

/// Marks the names that a WITH clause gives, since "name (columns) AS (" would look like a
/// call. Follows the grammar exactly and stops at the first deviation.
void Guard::markCteNames(size_t with)
{
    size_t i = with + 1;
    if (isWord(i, "RECURSIVE"_L1))
        ++i;
    while (isName(i)) {
        const size_t name = i++;
        if (is(i, TokenKind::OpenParen))
            i = closing(i) + 1;
        if (!isWord(i, "AS"_L1))
            return;
        ++i;
        if (isWord(i, "NOT"_L1))
            ++i;
        if (isWord(i, "MATERIALIZED"_L1))
            ++i;
        if (!is(i, TokenKind::OpenParen))
            return;
        m_isCteName[name] = true;
        i = closing(i) + 1;
        if (!is(i, TokenKind::Comma))
            return;
        ++i;
    }
}

Result<void> Guard::checkToken(size_t index) const
{
    const Token &token = m_tokens[index];
    switch (token.kind) {
    case TokenKind::ExecutableComment:
        return refuse(u"/*!"_s, QCoreApplication::translate("Sql", "the server would run what this comment holds"));
    case TokenKind::Parameter:
        return refuse(token.text, QCoreApplication::translate("Sql", "parameters and variables cannot be used here"));
    case TokenKind::String:
        if (m_dialect == Dialect::Odbc && token.text.contains(u'\\'))
            return refuse(u"\\"_s,
                          QCoreApplication::translate("Sql", "engines read a backslash in a text differently"));
        return {};
    case TokenKind::Word:
        if (auto word = checkWord(index); !word)
            return word;
        [[fallthrough]];
    case TokenKind::QuotedName: {
        const QString lower = token.text.toLower();
        if (isSecretTable(lower, m_dialect) || (isSecretSchema(lower, m_dialect) && is(index + 1, TokenKind::Dot)))
            return refuse(token.text,
                          QCoreApplication::translate("Sql", "this part of the catalogue cannot be read here"));
        return is(index + 1, TokenKind::OpenParen) ? checkFunction(index) : Result<void>();
    }
    default:
        return {};
    }
}

/// Refuses words that write or lock, unless they are a column after a dot or a function.
Result<void> Guard::checkWord(size_t index) const
{
    if (afterDot(index))
        return {};
    const QString &text = m_tokens[index].text;
    const QString lower = text.toLower();
    const bool called = is(index + 1, TokenKind::OpenParen);
    if (isWriting(lower) && !(called && isHarmlessFunction(lower, m_dialect)))
        return refuse(text, QCoreApplication::translate("Sql", "it changes data"));
    if (lower == u"replace" && !called)
        return refuse(text, QCoreApplication::translate("Sql", "it changes data"));
    if (lower == u"into")
        return refuse(text, QCoreApplication::translate("Sql", "it writes the result into a table, file or variable"));
    const bool locks = (lower == u"for"
                        && (isWord(index + 1, "UPDATE"_L1) || isWord(index + 1, "SHARE"_L1)
                            || isWord(index + 1, "NO"_L1) || isWord(index + 1, "KEY"_L1)))
                       || (lower == u"lock" && isWord(index + 1, "IN"_L1));
    if (locks)
        return refuse(text + u' ' + m_tokens[index + 1].text,
                      QCoreApplication::translate("Sql", "it locks rows against others"));
    if (lower == u"procedure" && m_dialect == Dialect::MySQL)
        return refuse(text, QCoreApplication::translate("Sql", "it calls a procedure"));
    const bool noSemicolons = m_dialect == Dialect::SqlServer || m_dialect == Dialect::Odbc;
    if (noSemicolons && !called && startsAnotherStatement(lower))
        return refuse(text,
                      QCoreApplication::translate("Sql", "it would start another statement; a column of this name "
                                                         "has to be quoted"));
    return {};
}

/// A name before a parenthesis: a keyword, a name that is being given, a type, or a call.
Result<void> Guard::checkFunction(size_t index) const
{
    const Token &token = m_tokens[index];
    const QString lower = token.text.toLower();
    if (m_isCteName[index])
        return {};
    const bool givesName = index > 0 && m_tokens[index - 1].isWord("AS"_L1);
    const bool isType = index > 0 && is(index - 1, TokenKind::Operator) && m_tokens[index - 1].text == u"::";
    if (givesName || isType)
        return {};
    if (token.kind == TokenKind::Word && !afterDot(index) && mayPrecedeParenthesis(lower))
        return {};
    if (afterDot(index)) {
        const bool engineOwn = m_dialect == Dialect::PostgreSQL && index >= 2
                               && m_tokens[index - 2].text.compare(u"pg_catalog"_s, Qt::CaseInsensitive) == 0
                               && !(index >= 3 && is(index - 3, TokenKind::Dot));
        if (!engineOwn)
            return refuse(token.text,
                          QCoreApplication::translate("Sql", "functions of a schema cannot be called here"));
    }
    if (!isHarmlessFunction(lower, m_dialect))
        return refuse(token.text,
                      QCoreApplication::translate("Sql", "this function is not on the list of harmless ones"));
    if (m_dialect != Dialect::SQLite && (lower == u"lpad" || lower == u"rpad"))
        return checkPadding(index + 1);
    return {};
}

/// lpad(text, 1000000000) would make a text of a gigabyte: the length must be a small number.
Result<void> Guard::checkPadding(size_t open) const
{
    int depth = 0;
    for (size_t i = open; i < m_tokens.size(); ++i) {
        if (m_tokens[i].kind == TokenKind::OpenParen)
            ++depth;
        else if (m_tokens[i].kind == TokenKind::CloseParen && --depth == 0)
            break;
        else if (m_tokens[i].kind == TokenKind::Comma && depth == 1) {
            bool small = false;
            small = is(i + 1, TokenKind::Number) && m_tokens[i + 1].text.toLongLong(&small) <= maxPadding && small;
            const bool alone = is(i + 2, TokenKind::Comma) || is(i + 2, TokenKind::CloseParen);
            if (small && alone)
                return {};
            break;
        }
    }
    return refuse(m_tokens[open - 1].text,
                  QCoreApplication::translate("Sql", "its length must be a number up to %1").arg(maxPadding));
}

} // namespace

Result<void> checkReadOnly(QStringView statement, Dialect dialect)
{
    Result<std::vector<Token>> tokens = tokenize(statement, dialect);
    if (!tokens)
        return std::unexpected(tokens.error());
    std::erase_if(*tokens, [](const Token &token) { return token.kind == TokenKind::Comment; });
    return Guard(*std::move(tokens), dialect).check();
}

} // namespace tabletalk::sql
