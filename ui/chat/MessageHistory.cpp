// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/MessageHistory.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace tabletalk::ui {

MessageHistory::MessageHistory(Session &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
{}

void MessageHistory::show(const api::MessagePage &page)
{
    clear();
    m_conversation = page.id;
    m_database = page.databaseId;
    const qint64 end = page.offset + qint64(page.messages.size());
    const qint64 count = std::max<qint64>(page.count, end);
    if (page.offset < 0 || count > mostPlaces)
        return; // no server that keeps to what was agreed says so
    m_stored = int(count);
    m_messages.resize(size_t(m_stored));
    take(page);
}

void MessageHistory::clear()
{
    ++m_generation;
    m_conversation = {};
    m_messages.clear();
    m_stored = 0;
    m_held = 0;
    m_asked.clear();
}

const AnswerState *MessageHistory::at(int place) const
{
    return place >= 0 && place < count() ? m_messages[size_t(place)].get() : nullptr;
}

std::optional<int> MessageHistory::placeOf(MessageId message) const
{
    const auto found = std::ranges::find_if(
        m_messages, [&](const auto &state) { return state && !message.isNull() && state->messageId == message; });
    return found == m_messages.end() ? std::nullopt : std::optional(int(found - m_messages.begin()));
}

void MessageHistory::want(int first, int last)
{
    for (int place = std::max(0, first); place <= std::min(last, m_stored - 1); ++place) {
        if (!m_messages[size_t(place)])
            fetch(place / pageSize);
    }
    forgetFarFrom((first + last) / 2);
}

int MessageHistory::append()
{
    m_messages.emplace_back();
    return count() - 1;
}

void MessageHistory::keep(int place, AnswerState state)
{
    if (place < 0 || place >= count())
        return;
    if (state.resultId)
        state.firstRows.clear(); // they can be read again
    auto &kept = m_messages[size_t(place)];
    if (!kept && place < m_stored)
        ++m_held;
    kept = std::make_unique<AnswerState>(std::move(state));
}

void MessageHistory::fetch(int page)
{
    if (m_asked.contains(page))
        return;
    m_asked.insert(page);
    const api::MessagesRequest request{m_conversation, page * pageSize, pageSize, {}};
    m_session.call<api::MessagePage>("conversations.messages", request, this,
                                     [this, page, generation = m_generation](const Result<api::MessagePage> &answer) {
                                         if (generation != m_generation)
                                             return;
                                         m_asked.remove(page);
                                         if (answer)
                                             take(*answer);
                                         else
                                             Q_EMIT failed(answer.error());
                                     });
}

void MessageHistory::take(const api::MessagePage &page)
{
    const int before = m_held;
    const int first = page.offset;
    if (first < 0)
        return;
    const int end = int(std::min<qint64>(m_stored, first + qint64(page.messages.size())));
    for (int place = first; place < end; ++place) {
        auto &slot = m_messages[size_t(place)];
        if (slot)
            continue; // what is here may know more
        auto state = AnswerState::fromHistory(page.messages[size_t(place - first)]);
        state.conversationId = m_conversation;
        state.isStatement = !state.sql.isEmpty() && state.question == state.sql;
        slot = std::make_unique<AnswerState>(std::move(state));
        ++m_held;
    }
    // Whoever is told wants what is missing still, and where messages are gone that would go on for ever.
    if (m_held > before)
        Q_EMIT arrived(first, end - 1);
}

void MessageHistory::forgetFarFrom(int place)
{
    if (m_held <= mostHeld)
        return;
    for (int at = 0; at < m_stored; ++at) {
        auto &state = m_messages[size_t(at)];
        if (state && state->isFinished() && std::abs(at - place) > mostHeld / 4) {
            state.reset();
            --m_held;
        }
    }
}

} // namespace tabletalk::ui
