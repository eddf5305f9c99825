// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/MessagePages.h"
#include "ui/chat/AnswerState.h"
#include "ui/session/Session.h"

#include <QSet>

#include <memory>
#include <vector>

namespace tabletalk::ui {

/// The messages of one conversation by their places, oldest first. Holds those near what is looked
/// at and asks the server for others when they are wanted, a page at a time.
class MessageHistory : public QObject
{
    Q_OBJECT

public:
    static constexpr int pageSize = 50;
    static constexpr int mostHeld = 1000; ///< of those that the server can tell again
    static constexpr int mostPlaces = 1'000'000;

    explicit MessageHistory(Session &session, QObject *parent = nullptr);

    /// Begins anew with what the server told of a conversation; of one that is longer than any, with nothing.
    void show(const api::MessagePage &page);
    void clear();

    int count() const { return int(m_messages.size()); }
    ConversationId conversation() const { return m_conversation; }
    ConnectionId database() const { return m_database; }
    /// Nothing while it is not here.
    const AnswerState *at(int place) const;
    std::optional<int> placeOf(MessageId message) const;

    /// Asks for what is not here from first to last, and lets go of what is far away.
    void want(int first, int last);
    /// Room for a question that is asked now; its state comes with keep().
    int append();
    /// What became of a message that was on show.
    void keep(int place, AnswerState state);

Q_SIGNALS:
    void arrived(int first, int last);
    void failed(const tabletalk::Problem &why);

private:
    void fetch(int page);
    void take(const api::MessagePage &page);
    void forgetFarFrom(int place);

    Session &m_session;
    ConversationId m_conversation;
    ConnectionId m_database;
    std::vector<std::unique_ptr<AnswerState>> m_messages;
    int m_stored = 0; ///< how many of them the server had when the conversation was opened
    int m_held = 0;   ///< how many of those are here
    QSet<int> m_asked;
    int m_generation = 0; ///< of the conversation, so that late answers of another are dropped
};

} // namespace tabletalk::ui
