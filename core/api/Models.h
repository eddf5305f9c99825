// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Common.h"

namespace tabletalk::api {

/// GET tenant/model: which language model helps, and on what terms. No key is ever told.
struct ModelSettings
{
    QString mode;       ///< off; auto: where the built-in analyst is unsure; always
    QString protocol;   ///< openai, azure, anthropic, ollama, gemini
    QString baseUrl;    ///< "https://api.openai.com/v1", "http://127.0.0.1:11434"
    QString apiVersion; ///< of Azure and Anthropic; their default when empty
    QString model;
    QString embeddingModel;              ///< makes vectors of texts for search; empty: none
    bool samples = false;                ///< whether values of the data may be sent
    std::vector<QString> masked;         ///< "table" or "table.column": no value of these is ever sent
    bool userKeys = true;                ///< whether people may use keys of their own
    std::optional<qint64> monthlyTokens; ///< how many tokens may be spent in a month; no limit when absent
    qint64 tokensThisMonth = 0;
    qint64 questionsSaved = 0; ///< that the built-in analyst answered this month with no model asked
    bool hasKey = false;       ///< of the organization
    bool hasOwnKey = false;    ///< of the caller
    bool airGapped = false;    ///< this server sends nothing to other machines, so that no model is asked
};
BOOST_DESCRIBE_STRUCT(ModelSettings, (),
                      (mode, protocol, baseUrl, apiVersion, model, embeddingModel, samples, masked, userKeys,
                       monthlyTokens, tokensThisMonth, questionsSaved, hasKey, hasOwnKey, airGapped))

/// PUT tenant/model: what is absent stays.
struct UpdateModelRequest
{
    std::optional<QString> mode;
    std::optional<QString> protocol;
    std::optional<QString> baseUrl;
    std::optional<QString> apiVersion;
    std::optional<QString> model;
    std::optional<QString> embeddingModel;
    std::optional<bool> samples;
    std::optional<std::vector<QString>> masked;
    std::optional<bool> userKeys;
    std::optional<qint64> monthlyTokens; ///< 0: no limit
};
BOOST_DESCRIBE_STRUCT(UpdateModelRequest, (),
                      (mode, protocol, baseUrl, apiVersion, model, embeddingModel, samples, masked, userKeys,
                       monthlyTokens))

/// PUT tenant/model/key, PUT auth/me/model-key; without a key it is taken away
struct ModelKeyRequest
{
    std::optional<QString> key;
};
BOOST_DESCRIBE_STRUCT(ModelKeyRequest, (), (key))

/// One part of the set-up: name, connection, key, model, streaming, structure, embedding (where one was chosen)
struct ModelCheckStep
{
    QString part;
    bool passed = false;
    QString detail;
    QString hint; ///< what to do, where it did not pass
};
BOOST_DESCRIBE_STRUCT(ModelCheckStep, (), (part, passed, detail, hint))

/// POST tenant/model/check
struct ModelCheck
{
    bool passed = false;
    std::vector<ModelCheckStep> steps; ///< up to the first that did not pass
    std::vector<QString> models;       ///< that the server has
    qint64 ms = 0;
};
BOOST_DESCRIBE_STRUCT(ModelCheck, (), (passed, steps, models, ms))

/// A model server found on the server's own machine.
struct LocalModelServer
{
    QString name; ///< "Ollama"
    QString protocol;
    QString baseUrl;
    std::vector<QString> models;
};
BOOST_DESCRIBE_STRUCT(LocalModelServer, (), (name, protocol, baseUrl, models))

/// GET tenant/model/local
struct LocalModelServerList
{
    std::vector<LocalModelServer> items;
};
BOOST_DESCRIBE_STRUCT(LocalModelServerList, (), (items))

/// GET messages/{messageId}/outbound
struct OutboundRequest
{
    MessageId messageId;
};
BOOST_DESCRIBE_STRUCT(OutboundRequest, (), (messageId))

/// One time that something left this machine for an answer.
struct OutboundRecord
{
    Instant at;
    QString host;
    QString address;
    QString model;
    QString prompt; ///< all that was sent, word for word
    std::vector<QString> tables;
    qint64 columns = 0;
    std::vector<QString> sampledColumns;
    qint64 sampledValues = 0;
    qint64 bytesSent = 0;
    qint64 bytesReceived = 0;
    qint64 inputTokens = 0;
    qint64 outputTokens = 0;
    std::optional<qint64> costMicros; ///< millionths of a US dollar; absent where the price is not known
    QString outcome;                  ///< "answered", or the code of a problem
};
BOOST_DESCRIBE_STRUCT(OutboundRecord, (),
                      (at, host, address, model, prompt, tables, columns, sampledColumns, sampledValues, bytesSent,
                       bytesReceived, inputTokens, outputTokens, costMicros, outcome))

struct OutboundRecordList
{
    std::vector<OutboundRecord> items; ///< empty: nothing left
};
BOOST_DESCRIBE_STRUCT(OutboundRecordList, (), (items))

/// One time that something left this server, as the organisation's administrators see it: without
/// the prompt, which holds what somebody asked.
struct OutboundEntry
{
    Instant at;
    QString person; ///< e-mail of who asked
    QString host;
    QString address;
    QString model;
    std::vector<QString> tables;
    qint64 columns = 0;
    std::vector<QString> sampledColumns;
    qint64 sampledValues = 0;
    qint64 bytesSent = 0;
    qint64 bytesReceived = 0;
    qint64 inputTokens = 0;
    qint64 outputTokens = 0;
    std::optional<qint64> costMicros; ///< as in OutboundRecord
    QString outcome;
};
BOOST_DESCRIBE_STRUCT(OutboundEntry, (),
                      (at, person, host, address, model, tables, columns, sampledColumns, sampledValues, bytesSent,
                       bytesReceived, inputTokens, outputTokens, costMicros, outcome))

/// GET tenant/outbound: newest first
struct OutboundList
{
    std::vector<OutboundEntry> items;
    std::optional<QString> nextCursor;
};
BOOST_DESCRIBE_STRUCT(OutboundList, (), (items, nextCursor))

/// An event of an answer's stream, before its plan: a model is asked, or was.
struct ModelEvent
{
    QString state; ///< asking, writing, answered, failed, spared (the built-in analyst was sure)
    QString host;
    QString model;
    std::optional<QString> detail;    ///< why it failed; of writing: its sentence, as far as it goes
    std::optional<qint64> characters; ///< of writing, which is told now and then: how many have come
};
BOOST_DESCRIBE_STRUCT(ModelEvent, (), (state, host, model, detail, characters))

} // namespace tabletalk::api
