// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/say/Explanation.h"

#include "core/ask/link/Glossary.h"
#include "core/text/NameParts.h"

#include <QCoreApplication>
#include <QStringList>

#include <set>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Explanation", text);
}

/// Puts one meaning into words.
class Explainer
{
public:
    Explainer(const Meaning &meaning, const SchemaIndex &index)
        : m_meaning(meaning)
        , m_index(index)
    {}

    QString sentence() const;

private:
    std::set<int> metrics() const;
    QString tableWords(int table) const;
    QString columnWords(Place place) const;
    QString measureWords(const Measure &measure) const;
    QString comparisonWords(sql::Comparison comparison) const;
    QString restrictionWords(const Restriction &restriction) const;
    QString absenceWords(const Absence &absence) const;

    const Meaning &m_meaning;
    const SchemaIndex &m_index;
};

QString Explainer::tableWords(int table) const
{
    return table < 0 ? translated("rows") : plural(humanName(m_index.table(table).name));
}

QString Explainer::columnWords(Place place) const
{
    if (place.isTable())
        return humanName(m_index.table(place.table).name);
    QString column = humanName(m_index.column(place).name);
    if (place.table == m_meaning.entity)
        return column;
    return translated("%1 of %2").arg(column, humanName(m_index.table(place.table).name));
}

QString Explainer::measureWords(const Measure &measure) const
{
    if (measure.metric >= 0)
        return m_index.glossary()->metric(measure.metric).name;
    switch (measure.function) {
    case Measure::Function::Value:
        return columnWords(measure.of);
    case Measure::Function::CountRows:
        return translated("number of %1").arg(tableWords(measure.of.table));
    case Measure::Function::CountDistinct:
        return translated("number of different values of %1").arg(columnWords(measure.of));
    case Measure::Function::Sum:
        return translated("total of %1").arg(columnWords(measure.of));
    case Measure::Function::Average:
        return translated("average of %1").arg(columnWords(measure.of));
    case Measure::Function::Minimum:
        return translated("lowest %1").arg(columnWords(measure.of));
    case Measure::Function::Maximum:
        return translated("highest %1").arg(columnWords(measure.of));
    }
    return {};
}

QString Explainer::comparisonWords(sql::Comparison comparison) const
{
    switch (comparison) {
    case sql::Comparison::Equal:
        return translated("is");
    case sql::Comparison::NotEqual:
        return translated("is not");
    case sql::Comparison::Less:
        return translated("is less than");
    case sql::Comparison::LessOrEqual:
        return translated("is at most");
    case sql::Comparison::Greater:
        return translated("is more than");
    case sql::Comparison::GreaterOrEqual:
        return translated("is at least");
    }
    return {};
}

QString Explainer::restrictionWords(const Restriction &r) const
{
    QStringList values;
    for (const Literal &value : r.values)
        values << (value.number ? value.text : QString(u'“' + value.text + u'”'));
    const QString column = columnWords(r.column);
    const QString listed = values.join(r.allOf ? translated(" and ") : translated(" or "));
    const QString first = values.isEmpty() ? QString() : values.front();
    QString words;
    switch (r.kind) {
    case Restriction::Kind::Compare:
        words = u' ' + comparisonWords(r.comparison) + u' ' + listed;
        break;
    case Restriction::Kind::Between:
        words = u' ' + translated("is between %1").arg(values.join(translated(" and ")));
        break;
    case Restriction::Kind::Contains:
        words = u' ' + translated("contains %1").arg(first);
        break;
    case Restriction::Kind::StartsWith:
        words = u' ' + translated("starts with %1").arg(first);
        break;
    case Restriction::Kind::EndsWith:
        words = u' ' + translated("ends with %1").arg(first);
        break;
    case Restriction::Kind::Missing:
        words = u' ' + translated("is missing");
        break;
    case Restriction::Kind::Against:
        words = u' ' + comparisonWords(r.comparison) + u' '
                + translated("the %1").arg(measureWords({r.against, r.againstColumn}));
        break;
    case Restriction::Kind::Among:
        words = u' '
                + (r.comparison == sql::Comparison::Equal
                       ? translated("is among: %1").arg(explain(*r.rows, m_index))
                       : QString(comparisonWords(r.comparison) + u": " + explain(*r.rows, m_index)));
        break;
    }
    return r.negated ? QString(translated("not: ") + column + words) : QString(column + words);
}

QString Explainer::absenceWords(const Absence &absence) const
{
    QStringList conditions;
    for (const Restriction &restriction : absence.where)
        conditions << restrictionWords(restriction);
    const QString without = translated("without any %1").arg(tableWords(absence.table));
    return conditions.isEmpty() ? without
                                : translated("%1 where %2").arg(without, conditions.join(translated(" and ")));
}

QString Explainer::sentence() const
{
    QStringList outputs;
    if (m_meaning.everything)
        outputs << translated("everything about %1").arg(tableWords(m_meaning.entity));
    for (const Measure &output : m_meaning.outputs)
        outputs << measureWords(output);
    QString text = outputs.join(u", "_s);
    QStringList groups;
    for (const Place group : m_meaning.groups)
        groups << columnWords(group);
    if (!groups.isEmpty())
        text += (text.isEmpty() ? QString() : u" "_s) + translated("for each %1").arg(groups.join(translated(" and ")));

    QStringList conditions;
    for (const Restriction &restriction : m_meaning.where)
        conditions << restrictionWords(restriction);
    for (const GroupCondition &having : m_meaning.having)
        conditions << QString(measureWords(having.measure) + u' ' + comparisonWords(having.comparison) + u' '
                              + QString::number(having.value));
    if (!conditions.isEmpty())
        text += u", " + translated("where %1").arg(conditions.join(translated(" and ")));
    for (const Absence &absence : m_meaning.absences)
        text += u", " + absenceWords(absence);
    for (const OrderKey &key : m_meaning.order)
        text += u"; "
                + (key.descending ? translated("highest %1 first") : translated("lowest %1 first"))
                      .arg(measureWords(key.measure));
    if (m_meaning.limit)
        text +=
            u"; "
            + (*m_meaning.limit == 1 ? translated("only the first") : translated("the first %1").arg(*m_meaning.limit));
    for (const int metric : metrics())
        text += u"; "
                + translated("%1 is %2")
                      .arg(m_index.glossary()->metric(metric).name, m_index.glossary()->metric(metric).definition);
    return text;
}

/// Those whose figures are shown, ordered by or compared.
std::set<int> Explainer::metrics() const
{
    std::set<int> metrics;
    const auto add = [&](const Measure &measure) {
        if (measure.metric >= 0)
            metrics.insert(measure.metric);
    };
    for (const Measure &output : m_meaning.outputs)
        add(output);
    for (const OrderKey &key : m_meaning.order)
        add(key.measure);
    for (const GroupCondition &having : m_meaning.having)
        add(having.measure);
    return metrics;
}

} // namespace

QString explain(const Meaning &meaning, const SchemaIndex &index)
{
    return Explainer(meaning, index).sentence();
}

} // namespace tabletalk::ask
