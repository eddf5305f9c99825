// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace tabletalk::ask {

/// What is known of an answer, whoever wrote its statement.
struct ExplainedAnswer
{
    QString sql;
    Dialect dialect = Dialect::SQLite;
    QString understood = {};        ///< what was made of the question; empty of a statement of one's own
    double confidence = 0;          ///< 0 where nobody rated it
    QStringList unusedWords = {};   ///< of the question
    QStringList otherMeanings = {}; ///< that the question may have had
    qint64 rowCount = -1;           ///< negative while it is not known
    bool truncated = false;
};

struct ExplanationPart
{
    QString heading;
    QStringList lines;
    friend bool operator==(const ExplanationPart &, const ExplanationPart &) = default;
};

/// The answer in words, part by part, without a model: what was understood, what is read and
/// how it is joined, which rows count, what is made of them, and how sure that is. Written
/// from the statement itself, so that it is true of edited ones.
std::vector<ExplanationPart> explainAnswer(const ExplainedAnswer &answer);

} // namespace tabletalk::ask
