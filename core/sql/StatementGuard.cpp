// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/StatementGuard.h"

#include "core/sql/BoundedCalls.h"
#include "core/sql/CommonTables.h"
#include "core/sql/GuardWords.h"
#include "core/sql/SecretNames.h"
#include "core/sql/Tokenizer.h"

#include <QCoreApplication>

#include <algorithm>

namespace tabletalk::sql {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxDepth = 100;
constexpr size_t maxExpansion = 4'000; ///< queries that a statement may become
constexpr int maxNameParts = 3;        ///< more name another server

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
    Result<void> checkText(size_t index) const;
    Result<void> checkName(size_t index) const;
    Result<void> checkLocks(size_t index) const;
    Result<void> checkSequence(size_t index) const;
    bool closesTable(size_t close) const;
    bool givesColumnNames(size_t index) const;
    int nameParts(size_t index) const;
    Result<void> checkExpansion();

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
    if (auto expansion = checkExpansion(); !expansion)
        return expansion;
    for (size_t i = 0; i < m_tokens.size(); ++i) {
        if (auto token = checkToken(i); !token)
            return token;
    }
    return checkSizes(m_tokens, m_dialect);
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

/// Marks the names that WITH clauses give, since "name (columns) AS (" would look like a call,
/// and refuses those that name each other without end in sight.
Result<void> Guard::checkExpansion()
{
    const std::vector<CommonTable> tables = commonTables(m_tokens);
    for (const CommonTable &table : tables)
        m_isCteName[table.name] = true;
    if (expansionOf(m_tokens, tables, maxExpansion) >= maxExpansion)
        return refuse(u"WITH"_s, QCoreApplication::translate("Sql", "its tables name each other so often that the "
                                                                    "statement would grow beyond bounds"));
    return {};
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
        return checkText(index);
    case TokenKind::Word:
        if (auto word = checkWord(index); !word)
            return word;
        [[fallthrough]];
    case TokenKind::QuotedName:
        return checkName(index);
    default:
        return {};
    }
}

/// Some engines take a text where a name is expected: as a table, a schema or a function.
Result<void> Guard::checkText(size_t index) const
{
    const QString &text = m_tokens[index].text;
    if (m_dialect == Dialect::Odbc && text.contains(u'\\'))
        return refuse(u"\\"_s, QCoreApplication::translate("Sql", "engines read a backslash in a text differently"));
    const bool named = afterDot(index) || is(index + 1, TokenKind::Dot) || is(index + 1, TokenKind::OpenParen);
    const bool isTable = index > 0 && (m_tokens[index - 1].isWord("FROM"_L1) || m_tokens[index - 1].isWord("JOIN"_L1))
                         && m_dialect == Dialect::Odbc;
    if (named || isTable)
        return refuse(text, QCoreApplication::translate("Sql", "a name has to stand in the quotes of names"));
    if (m_dialect == Dialect::SQLite && isSecretTable(text, m_dialect))
        return refuse(text, QCoreApplication::translate("Sql", "this part of the catalogue cannot be read here"));
    return {};
}

Result<void> Guard::checkName(size_t index) const
{
    const QString &text = m_tokens[index].text;
    if (isSecretTable(text, m_dialect) || (isSecretSchema(text, m_dialect) && is(index + 1, TokenKind::Dot)))
        return refuse(text, QCoreApplication::translate("Sql", "this part of the catalogue cannot be read here"));
    const bool reachesOut = m_dialect == Dialect::SqlServer || m_dialect == Dialect::Odbc;
    if (reachesOut && !afterDot(index) && nameParts(index) > maxNameParts)
        return refuse(text, QCoreApplication::translate("Sql", "a name of four parts leads to another server"));
    if (auto sequence = checkSequence(index); !sequence)
        return sequence;
    return is(index + 1, TokenKind::OpenParen) ? checkFunction(index) : Result<void>();
}

/// How many parts a dotted name has that begins here; those left out count as well ("a..b").
int Guard::nameParts(size_t index) const
{
    int dots = 0;
    for (size_t i = index + 1; is(i, TokenKind::Dot); ++i) {
        ++dots;
        if (isName(i + 1))
            ++i;
    }
    return dots + 1;
}

/// NEXT VALUE FOR s, and s.nextval: sequences that advance without a parenthesis.
Result<void> Guard::checkSequence(size_t index) const
{
    const bool standard = isWord(index, "NEXT"_L1) && isWord(index + 1, "VALUE"_L1) && isWord(index + 2, "FOR"_L1);
    const bool asColumn = afterDot(index) && m_dialect != Dialect::PostgreSQL && m_dialect != Dialect::SQLite
                          && m_tokens[index].text.compare(u"nextval"_s, Qt::CaseInsensitive) == 0;
    if (standard || asColumn)
        return refuse(m_tokens[index].text, QCoreApplication::translate("Sql", "it advances a sequence"));
    return {};
}

/// Refuses words that write or lock, unless they are a column after a dot or a function.
Result<void> Guard::checkWord(size_t index) const
{
    if (afterDot(index))
        return {};
    const QString &text = m_tokens[index].text;
    const QString lower = text.toLower();
    const bool called = is(index + 1, TokenKind::OpenParen);
    if (isWritingWord(lower) && !(called && isHarmlessFunction(lower, m_dialect)))
        return refuse(text, QCoreApplication::translate("Sql", "it changes data"));
    if (lower == u"replace" && !called)
        return refuse(text, QCoreApplication::translate("Sql", "it changes data"));
    if (lower == u"into")
        return refuse(text, QCoreApplication::translate("Sql", "it writes the result into a table, file or variable"));
    if (auto locks = checkLocks(index); !locks)
        return locks;
    if (lower == u"procedure" && m_dialect == Dialect::MySQL)
        return refuse(text, QCoreApplication::translate("Sql", "it calls a procedure"));
    const bool noSemicolons = m_dialect == Dialect::SqlServer || m_dialect == Dialect::Odbc;
    if (noSemicolons && !called && startsAnotherStatement(lower))
        return refuse(text,
                      QCoreApplication::translate("Sql", "it would start another statement; a column of this name "
                                                         "has to be quoted"));
    return {};
}

Result<void> Guard::checkLocks(size_t index) const
{
    const QString &text = m_tokens[index].text;
    const QString why = QCoreApplication::translate("Sql", "it locks rows against others");
    const bool locks = (isWord(index, "FOR"_L1)
                        && (isWord(index + 1, "UPDATE"_L1) || isWord(index + 1, "SHARE"_L1)
                            || isWord(index + 1, "NO"_L1) || isWord(index + 1, "KEY"_L1)))
                       || (isWord(index, "LOCK"_L1) && isWord(index + 1, "IN"_L1));
    if (locks)
        return refuse(QString(text + u' ' + m_tokens[index + 1].text), why);
    if (m_dialect == Dialect::SqlServer && isLockHint(text.toLower()))
        return refuse(text, why);
    return {};
}

/// True when the parenthesis that closes here holds a table: "FROM (…)", or a function's rows.
/// "DISTINCT ON (…)" and "TOP (…)" are followed by an expression, which may be a call.
bool Guard::closesTable(size_t close) const
{
    int depth = 0;
    size_t open = close;
    for (; open > 0; --open) {
        if (is(open, TokenKind::CloseParen))
            ++depth;
        else if (is(open, TokenKind::OpenParen) && --depth == 0)
            break;
    }
    if (open == 0)
        return false;
    const Token &before = m_tokens[open - 1];
    const bool called = m_dialect == Dialect::PostgreSQL && before.kind == TokenKind::Word
                        && !mayPrecedeParenthesis(before.text.toLower(), m_dialect);
    return called || before.kind == TokenKind::Comma || before.isWord("FROM"_L1) || before.isWord("JOIN"_L1)
           || before.isWord("LATERAL"_L1) || before.isWord("APPLY"_L1);
}

/// An alias with columns, as in "FROM (VALUES …) v (a, b)": behind a table no engine takes a
/// call, and nothing but names stands between its own parentheses.
bool Guard::givesColumnNames(size_t index) const
{
    const bool follows =
        index > 0
        && ((is(index - 1, TokenKind::CloseParen) && closesTable(index - 1)) || isWord(index - 1, "ORDINALITY"_L1));
    if (!follows || startsAnotherStatement(m_tokens[index].text.toLower()))
        return false;
    size_t i = index + 2;
    while (isName(i) && is(i + 1, TokenKind::Comma))
        i += 2;
    return isName(i) && is(i + 1, TokenKind::CloseParen);
}

/// A name before a parenthesis: a keyword, a name that is being given, a type, or a call.
Result<void> Guard::checkFunction(size_t index) const
{
    const Token &token = m_tokens[index];
    const QString lower = token.text.toLower();
    if (m_isCteName[index] || givesColumnNames(index))
        return {};
    const bool givesName = index > 0 && m_tokens[index - 1].isWord("AS"_L1);
    // In Transact-SQL a call of a method of a type looks the same.
    const bool isType = m_dialect == Dialect::PostgreSQL && index > 0 && is(index - 1, TokenKind::Operator)
                        && m_tokens[index - 1].text == u"::";
    const bool isSampling = isWord(index - 1, "TABLESAMPLE"_L1) && (lower == u"system" || lower == u"bernoulli");
    if (givesName || isType || isSampling)
        return {};
    if (token.kind == TokenKind::Word && !afterDot(index) && mayPrecedeParenthesis(lower, m_dialect))
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
    return {};
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
