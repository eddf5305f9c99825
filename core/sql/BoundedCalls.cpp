// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/BoundedCalls.h"

#include "core/sql/GuardWords.h"

#include <QCoreApplication>

#include <algorithm>

namespace tabletalk::sql {

using namespace Qt::StringLiterals;

namespace {

constexpr double maxGrowth = 10'000;
// At a guess, what comes in the place of a marker.
constexpr double growthByColumn = 20;
constexpr double growthByCall = 1'000;

struct Range
{
    size_t begin = 0;
    size_t end = 0;
};

class SizeCheck
{
public:
    SizeCheck(const std::vector<Token> &tokens, Dialect dialect)
        : m_tokens(tokens)
        , m_dialect(dialect)
    {}

    Result<void> check() const;

private:
    bool is(size_t index, TokenKind kind) const { return index < m_tokens.size() && m_tokens[index].kind == kind; }
    const Token *only(const std::vector<Range> &arguments, size_t index) const;
    bool isSmall(const Token *token) const;
    std::vector<Range> argumentsOf(size_t open) const;
    Result<void> checkCall(size_t name) const;
    bool hasSmallFormat(const std::vector<Range> &arguments) const;
    double growthOf(size_t name) const;

    const std::vector<Token> &m_tokens;
    Dialect m_dialect;
};

std::unexpected<Problem> refuse(const QString &word, const QString &why)
{
    return failure(ProblemCode::StatementRefused,
                   QCoreApplication::translate("Sql", "\"%1\" is refused: %2.").arg(word.left(80), why),
                   QCoreApplication::translate("Sql", "Write a smaller number, or leave it out."));
}

/// The token of an argument that is nothing but one token.
const Token *SizeCheck::only(const std::vector<Range> &arguments, size_t index) const
{
    if (index >= arguments.size() || arguments[index].end != arguments[index].begin + 1)
        return nullptr;
    return &m_tokens[arguments[index].begin];
}

bool SizeCheck::isSmall(const Token *token) const
{
    bool isNumber = false;
    const qlonglong number = token && token->kind == TokenKind::Number ? token->text.toLongLong(&isNumber) : 0;
    return isNumber && number <= maxMadeLength;
}

std::vector<Range> SizeCheck::argumentsOf(size_t open) const
{
    std::vector<Range> arguments;
    size_t begin = open + 1;
    int depth = 0;
    for (size_t i = open; i < m_tokens.size(); ++i) {
        if (m_tokens[i].kind == TokenKind::OpenParen) {
            ++depth;
        } else if (m_tokens[i].kind == TokenKind::CloseParen && --depth == 0) {
            if (i > begin || !arguments.empty())
                arguments.push_back({begin, i});
            break;
        } else if (m_tokens[i].kind == TokenKind::Comma && depth == 1) {
            arguments.push_back({begin, i});
            begin = i + 1;
        }
    }
    return arguments;
}

/// A format that stands there as a text, whose widths are numbers and small when summed.
bool SizeCheck::hasSmallFormat(const std::vector<Range> &arguments) const
{
    const Token *format = only(arguments, 0);
    if (!format || format->kind != TokenKind::String || format->text.contains(u'*'))
        return false;
    qlonglong sum = 0;
    qlonglong number = 0;
    for (const QChar c : QString(format->text + u' ')) {
        if (c >= u'0' && c <= u'9') {
            number = std::min(number * 10 + (c.unicode() - u'0'), maxMadeLength + 1);
        } else {
            sum += number;
            number = 0;
        }
    }
    return sum <= maxMadeLength;
}

Result<void> SizeCheck::checkCall(size_t name) const
{
    const QString lower = m_tokens[name].text.toLower();
    const bool pads = m_dialect != Dialect::SQLite && (lower == u"lpad" || lower == u"rpad");
    if (pads && !isSmall(only(argumentsOf(name + 1), 1)))
        return refuse(m_tokens[name].text,
                      QCoreApplication::translate("Sql", "its length must be a number up to %1").arg(maxMadeLength));
    const bool formats = (m_dialect == Dialect::SQLite && (lower == u"printf" || lower == u"format"))
                         || (m_dialect == Dialect::PostgreSQL && lower == u"format");
    if (formats && !hasSmallFormat(argumentsOf(name + 1)))
        return refuse(m_tokens[name].text,
                      QCoreApplication::translate("Sql", "its format must be a text that stands in the statement, with "
                                                         "widths up to %1 in all")
                          .arg(maxMadeLength));
    // SQLite's types have no length, and its char() takes the numbers of characters.
    if (m_dialect != Dialect::SQLite && isPaddedType(lower) && is(name + 2, TokenKind::Number)
        && is(name + 3, TokenKind::CloseParen) && !isSmall(&m_tokens[name + 2]))
        return refuse(
            m_tokens[name].text,
            QCoreApplication::translate("Sql", "the type's length must be a number up to %1").arg(maxMadeLength));
    return {};
}

/// How many times longer a replacement can make its text; 1 for all other calls.
double SizeCheck::growthOf(size_t name) const
{
    const QString lower = m_tokens[name].text.toLower();
    if (lower != u"replace" && lower != u"regexp_replace")
        return 1;
    const std::vector<Range> arguments = argumentsOf(name + 1);
    if (arguments.size() < 3)
        return 1;
    const Token *by = only(arguments, 2);
    if (by && by->kind == TokenKind::String) {
        const Token *what = only(arguments, 1);
        const bool isText = what && what->kind == TokenKind::String && lower == u"replace" && !what->text.isEmpty();
        const auto length = static_cast<double>(by->text.size());
        return std::max(1.0, isText ? length / static_cast<double>(what->text.size()) : length);
    }
    const Range third = arguments[2];
    const bool calls = std::any_of(m_tokens.begin() + static_cast<qsizetype>(third.begin),
                                   m_tokens.begin() + static_cast<qsizetype>(third.end),
                                   [](const Token &token) { return token.kind == TokenKind::OpenParen; });
    return calls ? growthByCall : growthByColumn;
}

Result<void> SizeCheck::check() const
{
    std::vector<double> growth{1};
    for (size_t i = 0; i < m_tokens.size(); ++i) {
        if (m_tokens[i].kind == TokenKind::CloseParen && growth.size() > 1)
            growth.pop_back();
        if (m_tokens[i].kind != TokenKind::OpenParen)
            continue;
        const bool named = i > 0 && (is(i - 1, TokenKind::Word) || is(i - 1, TokenKind::QuotedName));
        if (named) {
            if (auto call = checkCall(i - 1); !call)
                return call;
        }
        growth.push_back(growth.back() * (named ? growthOf(i - 1) : 1));
        if (growth.back() > maxGrowth)
            return refuse(m_tokens[i - 1].text,
                          QCoreApplication::translate("Sql", "replacements inside each other could make a text of any "
                                                             "size"));
    }
    return {};
}

} // namespace

Result<void> checkSizes(const std::vector<Token> &tokens, Dialect dialect)
{
    return SizeCheck(tokens, dialect).check();
}

} // namespace tabletalk::sql
