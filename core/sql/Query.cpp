// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/Query.h"

#include <algorithm>

namespace tabletalk::sql {

static ExpressionPtr make(Expression expression)
{
    return std::make_shared<const Expression>(std::move(expression));
}

ExpressionPtr column(QString qualifier, QString name)
{
    Expression e;
    e.kind = Expression::Kind::Column;
    e.qualifier = std::move(qualifier);
    e.name = std::move(name);
    return make(std::move(e));
}

ExpressionPtr star(QString qualifier)
{
    Expression e;
    e.kind = Expression::Kind::Star;
    e.qualifier = std::move(qualifier);
    return make(std::move(e));
}

ExpressionPtr text(QString value)
{
    Expression e;
    e.kind = Expression::Kind::Text;
    e.name = std::move(value);
    return make(std::move(e));
}

ExpressionPtr number(QString digits)
{
    Expression e;
    e.kind = Expression::Kind::Number;
    e.name = std::move(digits);
    return make(std::move(e));
}

ExpressionPtr date(QString iso)
{
    Expression e;
    e.kind = Expression::Kind::Date;
    e.name = std::move(iso);
    return make(std::move(e));
}

ExpressionPtr asDate(ExpressionPtr text, QString order)
{
    Expression e;
    e.kind = Expression::Kind::AsDate;
    e.name = std::move(order);
    e.operands = {std::move(text)};
    return make(std::move(e));
}

/// Multiplied by a number with decimals first, no engine divides it as an integer.
static ExpressionPtr fraction(const QString &factor, ExpressionPtr of, ExpressionPtr by)
{
    return apply(Expression::Kind::Divide,
                 {apply(Expression::Kind::Multiply, {number(factor), std::move(of)}),
                  apply(Expression::Kind::NullIf, {std::move(by), number(QStringLiteral("0"))})});
}

ExpressionPtr ratio(ExpressionPtr of, ExpressionPtr by)
{
    return fraction(QStringLiteral("1.0"), std::move(of), std::move(by));
}

ExpressionPtr percentage(ExpressionPtr of, ExpressionPtr by)
{
    return fraction(QStringLiteral("100.0"), std::move(of), std::move(by));
}

ExpressionPtr aggregate(Aggregate aggregate, ExpressionPtr of, bool distinct)
{
    Expression e;
    e.kind = Expression::Kind::Aggregate;
    e.aggregate = aggregate;
    e.distinct = distinct;
    if (of)
        e.operands.push_back(std::move(of));
    return make(std::move(e));
}

ExpressionPtr compare(ExpressionPtr left, Comparison comparison, ExpressionPtr right)
{
    Expression e;
    e.kind = Expression::Kind::Compare;
    e.comparison = comparison;
    e.operands = {std::move(left), std::move(right)};
    return make(std::move(e));
}

ExpressionPtr apply(Expression::Kind kind, std::vector<ExpressionPtr> operands)
{
    Expression e;
    e.kind = kind;
    e.operands = std::move(operands);
    return make(std::move(e));
}

ExpressionPtr inSelect(ExpressionPtr left, Select select)
{
    Expression e;
    e.kind = Expression::Kind::InSelect;
    e.operands = {std::move(left)};
    e.select = std::make_shared<const Select>(std::move(select));
    return make(std::move(e));
}

ExpressionPtr scalar(Select select)
{
    Expression e;
    e.kind = Expression::Kind::Scalar;
    e.select = std::make_shared<const Select>(std::move(select));
    return make(std::move(e));
}

ExpressionPtr negation(ExpressionPtr of)
{
    return apply(Expression::Kind::Not, {std::move(of)});
}

bool holdsAggregate(const Expression &expression)
{
    return expression.kind == Expression::Kind::Aggregate
           || std::ranges::any_of(expression.operands, [](const ExpressionPtr &part) { return holdsAggregate(*part); });
}

ExpressionPtr both(ExpressionPtr a, ExpressionPtr b)
{
    if (!a || !b)
        return a ? a : b;
    std::vector<ExpressionPtr> parts;
    if (a->kind == Expression::Kind::And)
        parts = a->operands;
    else
        parts.push_back(std::move(a));
    parts.push_back(std::move(b));
    return apply(Expression::Kind::And, std::move(parts));
}

} // namespace tabletalk::sql
