// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/Translator.h"
#include "core/model/Message.h"
#include "core/schema/Vocabulary.h"

#include <QJsonObject>

#include <vector>

namespace tabletalk::ask {

struct PromptOptions
{
    qint64 mostTokens = 6'000;         ///< of what the model is told, roughly
    bool samples = false;              ///< whether values of the data may be sent
    std::vector<SchemaPlace> masked{}; ///< columns of which no value is ever sent
    size_t mostExamples = 3;
};

/// What a prompt says of the database to whoever reads it.
struct Disclosure
{
    std::vector<QString> tables;
    qint64 columns = 0;
    std::vector<QString> sampledColumns; ///< "orders.status"
    qint64 sampledValues = 0;
};

struct SqlPrompt
{
    std::vector<model::Message> messages;
    QJsonObject outputSchema;
    Disclosure disclosed;
};

/// What a model is asked so that it turns the question into a query. Only tables that the question
/// may be about are told, as many as the budget holds. All that comes from the database or from the
/// organisation stands between marks that none of it can contain, and is told to be data.
/// found: what the built-in analyst made of the question, or null. vocabulary: or null.
SqlPrompt sqlPrompt(const Question &question, const PreparedDatabase &database, const Vocabulary *vocabulary,
                    const Translation *found, const PromptOptions &options);

/// Asks for another query after one that failed.
std::vector<model::Message> repairMessages(const QString &sql, const Problem &problem);

/// What a model answered.
struct SqlReply
{
    QString sql; ///< empty when it asks back
    QString explanation;
    QString askBack;
};

/// Takes the answer apart, lenient about what models put around it. ModelFailed when there is no
/// query in it. That it is one harmless query is for StatementGuard to say.
Result<SqlReply> replyIn(const model::Completion &completion);

} // namespace tabletalk::ask
