// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/say/Paraphrase.h"

#include "core/text/NameParts.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk::ask {

namespace {

using Function = Measure::Function;

/// Writes one question, or finds that it has no words for it.
class Paraphraser
{
public:
    Paraphraser(const Meaning &meaning, const SchemaIndex &index)
        : m_meaning(meaning)
        , m_index(index)
    {}

    QString write();

private:
    QString rows(int table) const { return plural(humanName(m_index.table(table).name)); }
    QString name(Place place) const { return humanName(m_index.column(place).name); }
    QString column(Place place) const;
    QString measure(const Measure &measure);
    QString shown();
    QString groups() const;
    QString comparison(sql::Comparison comparison) const;
    QString value(const Literal &literal) const;
    QString restriction(const Restriction &restriction);
    QString having(const GroupCondition &condition);
    QString order();

    const Meaning &m_meaning;
    const SchemaIndex &m_index;
    bool m_wordless = false;
};

QString joined(const QStringList &parts)
{
    if (parts.size() < 2)
        return parts.join(QString());
    return QString(parts.first(parts.size() - 1).join(u", "_s) + u" and "_s + parts.back());
}

QString Paraphraser::column(Place place) const
{
    return place.table == m_meaning.entity ? name(place) : QString(name(place) + u" of the "_s + rows(place.table));
}

QString Paraphraser::measure(const Measure &measure)
{
    m_wordless = m_wordless || measure.metric >= 0 || measure.combined;
    const auto of = [&] { return QString(name(measure.of) + u" of the "_s + rows(measure.of.table)); };
    switch (measure.function) {
    case Function::Value:
        return column(measure.of);
    case Function::CountRows:
        m_wordless = m_wordless || measure.of.table < 0;
        return measure.of.table < 0 ? QString() : QString(u"number of "_s + rows(measure.of.table));
    case Function::CountDistinct:
        return QString(u"number of different "_s + plural(name(measure.of)) + u" of the "_s + rows(measure.of.table));
    case Function::Sum:
        return QString(u"total "_s + of());
    case Function::Average:
        return QString(u"average "_s + of());
    case Function::Minimum:
        return QString(u"minimum "_s + of());
    case Function::Maximum:
        return QString(u"maximum "_s + of());
    case Function::Ratio:
        m_wordless = true;
        break;
    }
    return {};
}

QString Paraphraser::shown()
{
    if (m_meaning.everything)
        return QString(u"all information about the "_s + rows(m_meaning.entity));
    QStringList parts;
    const std::vector<Measure> &outputs = m_meaning.outputs;
    for (size_t i = 0; i < outputs.size(); ++i) {
        if (outputs[i].isAggregate()) {
            parts << QString(u"the "_s + measure(outputs[i]));
            continue;
        }
        m_wordless = m_wordless || outputs[i].combined;
        const int table = outputs[i].of.table;
        QStringList columns;
        for (; i < outputs.size() && !outputs[i].isAggregate() && outputs[i].of.table == table; ++i)
            columns << name(outputs[i].of);
        --i;
        const QString many =
            m_meaning.limit && *m_meaning.limit > 1 ? QString::number(*m_meaning.limit) + u' ' : QString();
        parts << QString(u"the "_s + (m_meaning.distinct ? u"different "_s : QString()) + joined(columns)
                         + u" of the "_s + many + rows(table));
    }
    return joined(parts);
}

QString Paraphraser::groups() const
{
    QStringList parts;
    for (const Place group : m_meaning.groups)
        parts << (group.isTable() ? singular(humanName(m_index.table(group.table).name))
                                  : QString(name(group) + u" of the "_s + rows(group.table)));
    return joined(parts);
}

QString Paraphraser::comparison(sql::Comparison comparison) const
{
    switch (comparison) {
    case sql::Comparison::Equal:
        return {};
    case sql::Comparison::NotEqual:
        return u"not "_s;
    case sql::Comparison::Less:
        return u"less than "_s;
    case sql::Comparison::LessOrEqual:
        return u"at most "_s;
    case sql::Comparison::Greater:
        return u"more than "_s;
    case sql::Comparison::GreaterOrEqual:
        return u"at least "_s;
    }
    return {};
}

QString Paraphraser::value(const Literal &literal) const
{
    return literal.number ? literal.text : QString(u'\'' + literal.text + u'\'');
}

QString Paraphraser::restriction(const Restriction &r)
{
    // What a sentence of this plain kind cannot say without doubt is left unsaid.
    m_wordless = m_wordless || r.orPrevious || r.allOf || r.values.empty();
    if (m_wordless)
        return {};
    const QString is = QString(u"the "_s + column(r.column) + (r.negated ? u" is not "_s : u" is "_s));
    QStringList values;
    for (const Literal &literal : r.values)
        values << value(literal);
    switch (r.kind) {
    case Restriction::Kind::Compare:
        m_wordless = m_wordless || (r.ofYear && r.comparison != sql::Comparison::Equal);
        return QString(is + (r.ofYear ? u"in "_s : comparison(r.comparison)) + values.join(u" or "_s));
    case Restriction::Kind::Between:
        return QString(is + u"between "_s + values.join(u" and "_s));
    case Restriction::Kind::Contains:
        m_wordless = m_wordless || r.negated;
        return QString(u"the "_s + column(r.column) + u" contains "_s + values.front());
    case Restriction::Kind::StartsWith:
        m_wordless = m_wordless || r.negated;
        return QString(u"the "_s + column(r.column) + u" starts with "_s + values.front());
    case Restriction::Kind::EndsWith:
        m_wordless = m_wordless || r.negated;
        return QString(u"the "_s + column(r.column) + u" ends with "_s + values.front());
    default:
        m_wordless = true;
        return {};
    }
}

QString Paraphraser::having(const GroupCondition &condition)
{
    const bool rowsCounted = condition.measure.function == Function::CountRows && condition.measure.of.table >= 0;
    m_wordless = m_wordless || !rowsCounted || condition.upTo || condition.againstAll || condition.measure.metric >= 0
                 || condition.comparison == sql::Comparison::NotEqual;
    if (m_wordless)
        return {};
    const bool exactly = condition.comparison == sql::Comparison::Equal;
    return QString(u" with "_s + (exactly ? u"exactly "_s : comparison(condition.comparison))
                   + QString::number(condition.value, 'g', 12) + u' ' + rows(condition.measure.of.table));
}

QString Paraphraser::order()
{
    if (m_meaning.order.empty()) {
        m_wordless = m_wordless || m_meaning.limit;
        return {};
    }
    m_wordless = m_wordless || m_meaning.order.size() > 1;
    const OrderKey &key = m_meaning.order.front();
    const QString of = measure(key.measure);
    if (m_meaning.limit)
        return QString(u" with the "_s + (key.descending ? u"highest "_s : u"lowest "_s) + of);
    return QString(u" sorted by "_s + of + (key.descending ? u" in descending order"_s : u" in ascending order"_s));
}

QString Paraphraser::write()
{
    if (m_meaning.entity < 0 || m_meaning.periodOf)
        return {};
    QString text = u"Show "_s + shown();
    if (!m_meaning.groups.empty())
        text += u" for each "_s + groups();
    for (const Absence &absence : m_meaning.absences) {
        m_wordless = m_wordless || !absence.where.empty();
        text += u" without "_s + rows(absence.table);
    }
    for (const GroupCondition &condition : m_meaning.having)
        text += having(condition);
    QStringList conditions;
    for (const Restriction &r : m_meaning.where)
        conditions << restriction(r);
    if (!conditions.isEmpty())
        text += u" where "_s + conditions.join(u" and "_s);
    text += order();
    return m_wordless ? QString() : text;
}

} // namespace

QString questionFor(const Meaning &meaning, const SchemaIndex &index)
{
    return Paraphraser(meaning, index).write();
}

} // namespace tabletalk::ask
