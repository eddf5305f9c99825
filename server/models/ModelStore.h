// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ask/prompt/SqlPrompt.h"
#include "core/base/Id.h"
#include "core/model/Protocol.h"
#include "server/platform/Transaction.h"

#include <optional>
#include <vector>

namespace tabletalk {

/// When a model is asked.
enum class ModelMode {
    Off,
    Auto, ///< where the built-in analyst is unsure
    Always,
};

QString nameOf(ModelMode mode);
std::optional<ModelMode> modelModeFromName(QStringView name);

/// Which model an organisation asks, and on what terms.
struct ModelChoice
{
    ModelMode mode = ModelMode::Off;
    model::Endpoint endpoint;
    QString model;
    QString embeddingModel; ///< of the same provider; empty: none
    bool samples = false;
    std::vector<QString> masked; ///< "table" or "table.column"
    bool userKeys = true;
    std::optional<qint64> monthlyTokens;
};

/// One request to a model, as it is kept.
struct ModelCall
{
    QString id;
    MessageId message;
    UserId user;
    QString host;
    QString address;
    QString model;
    QByteArray sealedPrompt;
    ask::Disclosure disclosed; ///< its tables and columns
    qint64 bytesSent = 0;
    qint64 bytesReceived = 0;
    model::TokenUse tokens;
    std::optional<qint64> costMicros;
    QString outcome;
    Instant at;
};

/// The only place that runs the SQL of models.
class ModelStore
{
public:
    ModelStore(Transaction &transaction, TenantScope scope)
        : m_transaction(transaction)
        , m_scope(scope)
    {}

    std::optional<ModelChoice> choice();
    void save(const ModelChoice &choice, Instant now);

    /// owner: a person, or nobody for the organisation's own.
    std::optional<QByteArray> sealedKey(const std::optional<UserId> &owner);
    void saveKey(const std::optional<UserId> &owner, const QByteArray &sealed, Instant now);
    void removeKey(const std::optional<UserId> &owner);

    void insert(const ModelCall &call);
    std::vector<ModelCall> callsOf(MessageId message);
    qint64 tokensSince(Instant since);

    struct Left
    {
        ModelCall call; ///< without its prompt
        QString person; ///< e-mail
    };
    /// What left for any message, newest first, before that moment and call.
    std::vector<Left> allCalls(Instant before, const QString &beforeId, int limit);

    struct Spent
    {
        QString model; ///< empty: none was asked
        model::TokenUse tokens;
        qint64 costMicros = 0; ///< where the price is known
    };
    /// All that a message came to.
    Spent spentOn(MessageId message);
    void countSaving(const QString &month);
    qint64 savings(const QString &month);

private:
    Transaction &m_transaction;
    TenantScope m_scope;
};

} // namespace tabletalk
