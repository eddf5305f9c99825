// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

#include <initializer_list>

namespace tabletalk {

/// A column with what its name says and its data show, made once and asked by every rule
/// about roles and units.
struct ColumnSubject
{
    ColumnSubject(const Table &ofTable, const Column &ofColumn);

    const Table &table;
    const Column &column;
    std::vector<QString> words; ///< of its name, as nameWords() gives them; never empty
    bool isKey = false;         ///< all of the primary key
    bool inKey = false;         ///< part of it
    bool refers = false;        ///< part of a foreign key
    bool numericText = false;   ///< a text column that holds plain numbers
    std::optional<double> low;  ///< the range of its numbers, also of those kept as text
    std::optional<double> high;

    const QString &last() const { return words.back(); }
    const QString &first() const { return words.front(); }
    QString beforeLast() const { return words.size() > 1 ? words[words.size() - 2] : QString(); }
    bool has(std::initializer_list<QStringView> any) const;
    bool lastIs(std::initializer_list<QStringView> any) const;

    bool isNumber() const; ///< by its type

    /// Whether at least nine in ten of the samples pass, empty ones left aside.
    template <class Test>
    bool mostSamples(Test test) const
    {
        int seen = 0;
        int passed = 0;
        for (const QString &sample : column.profile.samples) {
            if (sample.trimmed().isEmpty())
                continue;
            ++seen;
            passed += test(sample) ? 1 : 0;
        }
        return seen > 0 && passed * 10 >= seen * 9;
    }

    /// Whether all numbers that were seen lie in the range; true when none was.
    bool within(double least, double most) const { return low.value_or(least) >= least && high.value_or(most) <= most; }
    bool isMeasured() const { return low && high; }

    /// How many rows share a value on average; nothing when it was not measured.
    std::optional<double> repetition() const;
    bool distinguishesRows() const;
    bool hasFewValues() const;
    double averageLength() const; ///< of the samples, in characters
};

} // namespace tabletalk
