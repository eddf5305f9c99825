// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/read/Word.h"
#include "core/schema/Schema.h"

#include <QSet>

namespace tabletalk::ask {

/// Questions of a database whose right query is known. A new question that is put like one of
/// them is likely answered by a query that is built like its.
class KnownExamples
{
public:
    KnownExamples(const std::vector<QuestionExample> &examples, Dialect dialect);

    /// What speaks for each of some queries: 0 for those built like no example near the question.
    std::vector<double> bonuses(const Words &question, const std::vector<QString> &queries) const;

private:
    struct Example
    {
        QSet<QString> words; ///< stems, without numbers and quotations
        QString shape;
    };
    QString shapeOf(const QString &sql) const;

    Dialect m_dialect;
    std::vector<Example> m_examples;
};

} // namespace tabletalk::ask
