// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/link/SchemaIndex.h"
#include "core/ask/understand/Meaning.h"

#include <QStringList>

namespace tabletalk::ask {

/// Puts the parts of a meaning into words: "the number of orders", "the city of the customers
/// is “Paris”". Parts fit into sentences and begin in lower case.
class Phrasing
{
public:
    /// meaning must outlive this.
    Phrasing(const Meaning &meaning, const SchemaIndex &index)
        : m_meaning(meaning)
        , m_index(index)
    {}

    QString rows(int table) const;          ///< "order items"
    QString row(int table) const;           ///< "order item"
    QString column(Place place) const;      ///< "city", of other tables than the one spoken of "city of the customers"
    QString ownedColumn(Place place) const; ///< "city of the customers"
    QString bareColumn(Place place) const;  ///< "city"
    QString measure(const Measure &measure) const;
    QString shown() const; ///< all that is shown
    QString group(Place place) const;
    QString restriction(const Restriction &restriction) const;
    QString restrictions(const std::vector<Restriction> &list) const;
    QString condition(const GroupCondition &condition) const;
    QString absence(const Absence &absence) const;
    QString orderOf(const OrderKey &key) const; ///< "the highest age"

    bool isSpokenOf(int table) const { return table == m_meaning.entity; }

private:
    QString combination(const Measure &measure) const;
    QString ratio(const Ratio &ratio) const;
    QString during(const Restriction &restriction) const;
    QString bucket() const;
    QString values(const Restriction &restriction) const;
    QString comparison(sql::Comparison comparison, bool negated) const;
    QString amount(sql::Comparison comparison) const;
    QString texts(const Restriction &restriction) const;

    const Meaning &m_meaning;
    const SchemaIndex &m_index;
};

/// "a", "a and b", "a, b and c".
QString enumerated(const QStringList &parts);
QString alternatives(const QStringList &parts);
/// A text of the data or the question in quotation marks.
QString quoted(const QString &text);

} // namespace tabletalk::ask
