// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/onboarding/ReadingStore.h"

#include "core/api/Codec.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr size_t mostKeptBytes = 64UL * 1024 * 1024;

template <class Message>
QString toText(const Message &message)
{
    return QString::fromStdString(api::toJsonText(message));
}

/// What was kept; nothing for what another version wrote and this one cannot read.
template <class Message>
std::optional<Message> fromText(const std::optional<QString> &text)
{
    if (!text)
        return std::nullopt;
    const auto json = api::parseJson(text->toStdString(), {.maxBytes = mostKeptBytes});
    auto message = json ? api::fromJson<Message>(*json, u"kept") : std::unexpected(json.error());
    return message ? std::optional(*std::move(message)) : std::nullopt;
}

} // namespace

StoredReading ReadingStore::find(ConnectionId id)
{
    StoredReading reading;
    const auto record = m_transaction.selectOne(m_scope, u"onboarding/find_reading"_s, {{u"id"_s, stored(id)}});
    if (!record)
        return reading;
    reading.selection = fromText<api::SchemaSelection>(record->optionalText(u"selection"_s));
    reading.stages =
        fromText<api::OnboardingStages>(record->optionalText(u"stages"_s)).value_or(api::OnboardingStages());
    reading.drift = fromText<api::SchemaDrift>(record->optionalText(u"drift"_s)).value_or(api::SchemaDrift());
    reading.again = ReadAgain(std::clamp<qint64>(record->integer(u"read_again"_s), 0, 2));
    return reading;
}

void ReadingStore::addTo(api::Database &database)
{
    StoredReading reading = find(database.id);
    database.stages = std::move(reading.stages.stages);
    database.selection = std::move(reading.selection);
}

void ReadingStore::saveSelection(ConnectionId id, const std::optional<api::SchemaSelection> &selection)
{
    m_transaction.execute(
        m_scope, u"onboarding/save_selection"_s,
        {{u"id"_s, stored(id)}, {u"selection"_s, selection ? QVariant(toText(*selection)) : QVariant()}});
}

void ReadingStore::saveStages(ConnectionId id, const api::OnboardingStages &stages)
{
    m_transaction.execute(m_scope, u"onboarding/save_stages"_s, {{u"id"_s, stored(id)}, {u"stages"_s, toText(stages)}});
}

void ReadingStore::saveDrift(ConnectionId id, const api::SchemaDrift &drift)
{
    m_transaction.execute(m_scope, u"onboarding/save_drift"_s, {{u"id"_s, stored(id)}, {u"drift"_s, toText(drift)}});
}

void ReadingStore::want(ConnectionId id, ReadAgain again)
{
    m_transaction.execute(m_scope, u"onboarding/want_reading"_s,
                          {{u"id"_s, stored(id)}, {u"read_again"_s, int(again)}});
}

void ReadingStore::clearWanted(ConnectionId id)
{
    m_transaction.execute(m_scope, u"onboarding/clear_wanted"_s, {{u"id"_s, stored(id)}});
}

bool ReadingStore::pause(ConnectionId id)
{
    return m_transaction.execute(m_scope, u"onboarding/pause"_s, {{u"id"_s, stored(id)}}) > 0;
}

} // namespace tabletalk
