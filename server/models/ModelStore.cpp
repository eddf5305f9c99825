// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/models/ModelStore.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

struct ModeName
{
    ModelMode mode;
    QStringView name;
};
constexpr ModeName modeNames[] = {{ModelMode::Off, u"off"}, {ModelMode::Auto, u"auto"}, {ModelMode::Always, u"always"}};

QString listed(const std::vector<QString> &texts)
{
    QJsonArray array;
    for (const QString &text : texts)
        array.append(text);
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

std::vector<QString> unlisted(const QString &json)
{
    std::vector<QString> texts;
    const QJsonArray array = QJsonDocument::fromJson(json.toUtf8()).array();
    for (const QJsonValue &text : array)
        texts.push_back(text.toString());
    return texts;
}

/// Empty and not null, which the column does not take.
QString solid(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

/// Of something that nobody asked for: search prepares its vectors by itself.
template <class Tag>
QString orNone(const Id<Tag> &id)
{
    return id.isNull() ? u""_s : id.toString();
}

QString ownerText(const std::optional<UserId> &owner)
{
    return owner ? owner->toString() : u""_s;
}

QVariant storedNumber(const std::optional<qint64> &number)
{
    return number ? QVariant(*number) : QVariant();
}

ModelCall callFrom(const Record &row)
{
    ModelCall call;
    call.id = row.text(u"id"_s);
    call.host = row.text(u"host"_s);
    call.address = row.text(u"address"_s);
    call.model = row.text(u"model"_s);
    call.disclosed.tables = unlisted(row.text(u"tables"_s));
    call.disclosed.columns = row.integer(u"columns"_s);
    call.disclosed.sampledColumns = unlisted(row.text(u"sampled_columns"_s));
    call.disclosed.sampledValues = row.integer(u"sampled_values"_s);
    call.bytesSent = row.integer(u"bytes_sent"_s);
    call.bytesReceived = row.integer(u"bytes_received"_s);
    call.tokens = {row.integer(u"input_tokens"_s), row.integer(u"output_tokens"_s), false};
    call.costMicros = row.optionalInteger(u"cost_micros"_s);
    call.outcome = row.text(u"outcome"_s);
    call.at = row.instant(u"created_at"_s);
    return call;
}

} // namespace

QString nameOf(ModelMode mode)
{
    return std::ranges::find(modeNames, mode, &ModeName::mode)->name.toString();
}

std::optional<ModelMode> modelModeFromName(QStringView name)
{
    const auto found = std::ranges::find(modeNames, name, &ModeName::name);
    return found == std::end(modeNames) ? std::nullopt : std::optional(found->mode);
}

std::optional<ModelChoice> ModelStore::choice()
{
    const auto row = m_transaction.selectOne(m_scope, u"models/find_settings"_s);
    if (!row)
        return std::nullopt;
    ModelChoice choice;
    choice.mode = modelModeFromName(row->text(u"mode"_s)).value_or(ModelMode::Off);
    choice.endpoint.kind = model::protocolFromName(row->text(u"protocol"_s)).value_or(model::ProtocolKind::OpenAi);
    choice.endpoint.base = QUrl(row->text(u"base_url"_s), QUrl::StrictMode);
    choice.endpoint.apiVersion = row->text(u"api_version"_s);
    choice.model = row->text(u"model"_s);
    choice.embeddingModel = row->text(u"embedding_model"_s);
    choice.samples = row->flag(u"samples"_s);
    choice.masked = unlisted(row->text(u"masked"_s));
    choice.userKeys = row->flag(u"user_keys"_s);
    choice.monthlyTokens = row->optionalInteger(u"monthly_tokens"_s);
    return choice;
}

void ModelStore::save(const ModelChoice &choice, Instant now)
{
    m_transaction.execute(m_scope, u"models/save_settings"_s,
                          {{u"mode"_s, nameOf(choice.mode)},
                           {u"protocol"_s, model::nameOf(choice.endpoint.kind)},
                           {u"base_url"_s, choice.endpoint.base.toString(QUrl::FullyEncoded)},
                           {u"api_version"_s, solid(choice.endpoint.apiVersion)},
                           {u"model"_s, solid(choice.model)},
                           {u"embedding_model"_s, solid(choice.embeddingModel)},
                           {u"samples"_s, choice.samples ? 1 : 0},
                           {u"masked"_s, listed(choice.masked)},
                           {u"user_keys"_s, choice.userKeys ? 1 : 0},
                           {u"monthly_tokens"_s, storedNumber(choice.monthlyTokens)},
                           {u"now"_s, stored(now)}});
}

std::optional<QByteArray> ModelStore::sealedKey(const std::optional<UserId> &owner)
{
    const auto row = m_transaction.selectOne(m_scope, u"models/find_key"_s, {{u"owner"_s, ownerText(owner)}});
    return row ? std::optional(row->bytes(u"sealed_key"_s)) : std::nullopt;
}

void ModelStore::saveKey(const std::optional<UserId> &owner, const QByteArray &sealed, Instant now)
{
    m_transaction.execute(m_scope, u"models/save_key"_s,
                          {{u"owner"_s, ownerText(owner)}, {u"sealed_key"_s, sealed}, {u"now"_s, stored(now)}});
}

void ModelStore::removeKey(const std::optional<UserId> &owner)
{
    m_transaction.execute(m_scope, u"models/remove_key"_s, {{u"owner"_s, ownerText(owner)}});
}

void ModelStore::insert(const ModelCall &call)
{
    m_transaction.execute(m_scope, u"models/insert_call"_s,
                          {{u"id"_s, call.id},
                           {u"message"_s, orNone(call.message)},
                           {u"user"_s, orNone(call.user)},
                           {u"host"_s, solid(call.host)},
                           {u"address"_s, solid(call.address)},
                           {u"model"_s, solid(call.model)},
                           {u"sealed_prompt"_s, call.sealedPrompt},
                           {u"tables"_s, listed(call.disclosed.tables)},
                           {u"columns"_s, call.disclosed.columns},
                           {u"sampled_columns"_s, listed(call.disclosed.sampledColumns)},
                           {u"sampled_values"_s, call.disclosed.sampledValues},
                           {u"bytes_sent"_s, call.bytesSent},
                           {u"bytes_received"_s, call.bytesReceived},
                           {u"input_tokens"_s, call.tokens.input},
                           {u"output_tokens"_s, call.tokens.output},
                           {u"cost_micros"_s, storedNumber(call.costMicros)},
                           {u"outcome"_s, call.outcome},
                           {u"now"_s, stored(call.at)}});
}

std::vector<ModelCall> ModelStore::callsOf(MessageId message)
{
    std::vector<ModelCall> calls;
    for (const Record &row : m_transaction.select(m_scope, u"models/list_calls"_s, {{u"message"_s, stored(message)}})) {
        calls.push_back(callFrom(row));
        calls.back().message = message;
        calls.back().sealedPrompt = row.bytes(u"sealed_prompt"_s);
    }
    return calls;
}

std::vector<ModelStore::Left> ModelStore::allCalls(Instant before, const QString &beforeId, int limit)
{
    std::vector<Left> all;
    for (const Record &row :
         m_transaction.select(m_scope, u"models/list_all_calls"_s,
                              {{u"before"_s, stored(before)}, {u"before_id"_s, beforeId}, {u"limit"_s, limit}}))
        all.push_back({callFrom(row), row.text(u"person"_s)});
    return all;
}

qint64 ModelStore::tokensSince(Instant since)
{
    const auto row = m_transaction.selectOne(m_scope, u"models/sum_tokens"_s, {{u"since"_s, stored(since)}});
    return row ? row->integer(u"tokens"_s) : 0;
}

ModelStore::Spent ModelStore::spentOn(MessageId message)
{
    const auto row = m_transaction.selectOne(m_scope, u"models/sum_spent"_s, {{u"message"_s, stored(message)}});
    if (!row)
        return {};
    return {row->text(u"model"_s),
            {row->integer(u"input_tokens"_s), row->integer(u"output_tokens"_s), false},
            row->integer(u"cost_micros"_s)};
}

void ModelStore::countSaving(const QString &month)
{
    m_transaction.execute(m_scope, u"models/count_saving"_s, {{u"month"_s, month}});
}

qint64 ModelStore::savings(const QString &month)
{
    const auto row = m_transaction.selectOne(m_scope, u"models/find_savings"_s, {{u"month"_s, month}});
    return row ? row->integer(u"questions"_s) : 0;
}

} // namespace tabletalk
