// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/MetricExpression.h"

#include "core/sql/Tokenizer.h"

#include <QCoreApplication>

#include <algorithm>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

using sql::Token;
using sql::TokenKind;

struct Word
{
    QStringView sql;
    QStringView name;
};

constexpr Word aggregates[] = {
    {u"SUM", u"sum"}, {u"AVG", u"average"}, {u"MIN", u"minimum"}, {u"MAX", u"maximum"}, {u"COUNT", u"count"}};
constexpr Word operations[] = {{u"+", u"plus"}, {u"-", u"minus"}, {u"*", u"times"}, {u"/", u"dividedBy"}};
constexpr QStringView comparisons[] = {u"=", u"<>", u"<", u"<=", u">", u">="};

QString tr(const char *text)
{
    return QCoreApplication::translate("MetricExpression", text);
}

/// Walks over the tokens; what does not fit is thrown as a Problem and caught at the door.
class Parser
{
public:
    explicit Parser(std::vector<Token> tokens)
        : m_tokens(std::move(tokens))
    {
        std::erase_if(m_tokens, [](const Token &token) { return token.kind == TokenKind::Comment; });
    }

    Metric metric();

private:
    const Token *here() const { return m_at < m_tokens.size() ? &m_tokens[m_at] : nullptr; }
    bool at(TokenKind kind) const { return here() && here()->kind == kind; }
    bool dotAndName() const
    {
        return at(TokenKind::Dot) && m_at + 1 < m_tokens.size()
               && (m_tokens[m_at + 1].kind == TokenKind::Word || m_tokens[m_at + 1].kind == TokenKind::QuotedName);
    }
    bool takeWord(QLatin1StringView word);
    bool takeOperator(QStringView text);
    void expect(TokenKind kind, const QString &expected);
    [[noreturn]] void stop(const QString &expected) const;
    SchemaPlace place();
    QString literal();
    void operand(Metric &metric);
    MetricFilter condition();

    std::vector<Token> m_tokens;
    size_t m_at = 0;
};

void Parser::stop(const QString &expected) const
{
    const QString found = here() ? tr("“%1”").arg(here()->text) : tr("the end");
    throw Problem::invalid(u"expression"_s, tr("expected %1 where %2 stands").arg(expected, found));
}

bool Parser::takeWord(QLatin1StringView word)
{
    if (!here() || !here()->isWord(word))
        return false;
    ++m_at;
    return true;
}

bool Parser::takeOperator(QStringView text)
{
    if (!at(TokenKind::Operator) || here()->text != text)
        return false;
    ++m_at;
    return true;
}

void Parser::expect(TokenKind kind, const QString &expected)
{
    if (!at(kind))
        stop(expected);
    ++m_at;
}

SchemaPlace Parser::place()
{
    std::vector<QString> parts;
    do {
        if (!at(TokenKind::Word) && !at(TokenKind::QuotedName))
            stop(tr("a column as table.column"));
        parts.push_back(here()->text);
        ++m_at;
    } while (dotAndName() && parts.size() < 3 && (++m_at, true));
    if (parts.size() == 1)
        return {{}, parts[0], {}};
    if (parts.size() == 2)
        return {{}, parts[0], parts[1]};
    return {parts[0], parts[1], parts[2]};
}

QString Parser::literal()
{
    const bool negative = takeOperator(u"-");
    if (at(TokenKind::Number) || (!negative && at(TokenKind::String))) {
        const QString text = here()->text;
        ++m_at;
        return negative ? QString(u'-' + text) : text;
    }
    if (!negative && (takeWord("TRUE"_L1) || takeWord("FALSE"_L1)))
        return m_tokens[m_at - 1].text.toLower();
    stop(tr("a number or a text in quotes"));
}

void Parser::operand(Metric &metric)
{
    metric.of = place();
    const auto operationHere = [this] {
        return std::ranges::find_if(operations,
                                    [this](const Word &o) { return at(TokenKind::Operator) && here()->text == o.sql; });
    };
    for (auto found = operationHere(); found != std::end(operations); found = operationHere()) {
        ++m_at;
        const SchemaPlace next = place();
        if (next.schema != metric.of.schema || next.table != metric.of.table || !next.column)
            stop(tr("a column of %1").arg(metric.of.table));
        metric.terms.push_back({found->name.toString(), *next.column});
    }
}

MetricFilter Parser::condition()
{
    MetricFilter filter;
    filter.column = place();
    if (!filter.column.column)
        stop(tr("a column as table.column"));
    if (takeWord("IS"_L1)) {
        const bool negated = takeWord("NOT"_L1);
        if (!takeWord("NULL"_L1))
            stop(u"NULL"_s);
        filter.comparison = negated ? u"isNotNull"_s : u"isNull"_s;
        return filter;
    }
    const bool negated = takeWord("NOT"_L1);
    if (takeWord("IN"_L1)) {
        filter.comparison = negated ? u"notIn"_s : u"in"_s;
        expect(TokenKind::OpenParen, u"("_s);
        do
            filter.values.push_back(literal());
        while (at(TokenKind::Comma) && (++m_at, true));
        expect(TokenKind::CloseParen, u")"_s);
        return filter;
    }
    const QString written = at(TokenKind::Operator) ? here()->text : QString();
    const QString comparison = written == u"!=" ? u"<>"_s : written == u"==" ? u"="_s : written;
    if (negated || std::ranges::find(comparisons, comparison) == std::end(comparisons))
        stop(tr("=, <>, <, <=, >, >=, IN or IS NULL"));
    ++m_at;
    filter.comparison = comparison;
    filter.values = {literal()};
    return filter;
}

Metric Parser::metric()
{
    Metric metric;
    for (const Word &aggregate : aggregates) {
        if (at(TokenKind::Word) && here()->text.compare(aggregate.sql, Qt::CaseInsensitive) == 0)
            metric.aggregate = aggregate.name.toString();
    }
    if (metric.aggregate.isEmpty())
        stop(tr("SUM, AVG, MIN, MAX or COUNT"));
    ++m_at;
    expect(TokenKind::OpenParen, u"("_s);
    const bool counts = metric.aggregate == u"count";
    if (counts && takeWord("DISTINCT"_L1))
        metric.aggregate = u"countDistinct"_s;
    operand(metric);
    if (counts && at(TokenKind::Dot) && (++m_at, true) && !takeOperator(u"*"))
        stop(u"*"_s);
    expect(TokenKind::CloseParen, u")"_s);
    if (takeWord("WHERE"_L1)) {
        do
            metric.filters.push_back(condition());
        while (takeWord("AND"_L1));
    }
    if (here())
        stop(metric.filters.empty() ? tr("WHERE or the end") : tr("AND or the end"));
    return metric;
}

QString literalText(const QString &value)
{
    bool isNumber = false;
    value.toDouble(&isNumber);
    const bool plain = isNumber && value == value.trimmed()
                       && std::ranges::all_of(value, [](QChar c) { return c.isDigit() || c == u'.' || c == u'-'; });
    return plain ? value : QString(u'\'' + QString(value).replace(u'\'', u"''"_s) + u'\'');
}

QString filterText(const MetricFilter &filter)
{
    const QString column = placeText(filter.column);
    if (filter.comparison == u"isNull")
        return column + u" IS NULL"_s;
    if (filter.comparison == u"isNotNull")
        return column + u" IS NOT NULL"_s;
    QStringList values;
    for (const QString &value : filter.values)
        values << literalText(value);
    if (filter.comparison == u"in" || filter.comparison == u"notIn")
        return QString(column + (filter.comparison == u"in" ? u" IN ("_s : u" NOT IN ("_s) + values.join(u", ") + u')');
    return QString(column + u' ' + filter.comparison + u' ' + values.join(u' '));
}

} // namespace

Result<Metric> parseMetricExpression(const QString &text)
{
    auto tokens = sql::tokenize(text, Dialect::PostgreSQL);
    if (!tokens)
        return std::unexpected(Problem::invalid(u"expression"_s, tokens.error().detail));
    try {
        return Parser(*std::move(tokens)).metric();
    } catch (const Problem &problem) {
        return std::unexpected(problem);
    }
}

QString metricOperand(const Metric &metric)
{
    QString text = placeText(metric.of);
    for (const MetricTerm &term : metric.terms) {
        const auto operation = std::ranges::find(operations, term.operation, &Word::name);
        const QString sign = operation == std::end(operations) ? u"?"_s : operation->sql.toString();
        text += u' ' + sign + u' ' + placeText({metric.of.schema, metric.of.table, term.column});
    }
    return text;
}

QString metricCondition(const Metric &metric)
{
    QStringList filters;
    for (const MetricFilter &filter : metric.filters)
        filters << filterText(filter);
    return filters.join(u" AND ");
}

QString metricExpression(const Metric &metric)
{
    const bool distinct = metric.aggregate == u"countDistinct";
    const auto aggregate =
        std::ranges::find(aggregates, distinct ? QStringView(u"count") : QStringView(metric.aggregate), &Word::name);
    const QString function = aggregate == std::end(aggregates) ? u"?"_s : aggregate->sql.toString();
    QString text = function + u'(' + (distinct ? u"DISTINCT "_s : QString()) + metricOperand(metric) + u')';
    if (const QString condition = metricCondition(metric); !condition.isEmpty())
        text += u" WHERE " + condition;
    return text;
}

} // namespace tabletalk
