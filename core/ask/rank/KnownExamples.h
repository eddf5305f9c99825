// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/read/Word.h"
#include "core/schema/Schema.h"

#include <QSet>

#include <optional>

namespace tabletalk::ask {

/// Questions of a database whose right query is known. A new question that is put like one of
/// them is likely answered by a query that is built like its.
class KnownExamples
{
public:
    KnownExamples(const std::vector<QuestionExample> &examples, Dialect dialect);

    /// What speaks for each of some queries: 0 for those built like no example near the question.
    std::vector<double> bonuses(const Words &question, const std::vector<QString> &queries) const;

    /// The query that a person approved for this very question, unless it depends on the
    /// day on which it was asked: holds a year that the question does not, or any figure where the
    /// question says "last" or "this".
    std::optional<QString> approvedQuery(const Words &question) const;
    /// Whether two queries differ in nothing but numbers, quotations and how they are set.
    bool isBuiltAlike(const QString &a, const QString &b) const { return shapeOf(a) == shapeOf(b); }

    /// Approved ones that are put most like the question, nearest first.
    std::vector<QuestionExample> nearest(const Words &question, size_t most) const;

private:
    struct Example
    {
        QSet<QString> words; ///< stems, without numbers and quotations
        QString shape;
        QuestionExample approved; ///< with an empty query where nobody approved it
    };
    QString shapeOf(const QString &sql) const;
    bool dependsOnItsDay(const QuestionExample &example) const;

    Dialect m_dialect;
    std::vector<Example> m_examples;
};

} // namespace tabletalk::ask
