// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/Session.h"

#include <QAbstractListModel>

namespace tabletalk::ui {

class Workspaces;

/// The conversations of the signed-in person, pinned ones first, then the newest; or those that
/// were archived, or have some words, or that others show to the person. More are fetched on scrolling.
class ConversationModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { IdRole = Qt::UserRole, DatabaseRole, SecondLineRole };

    /// Of one's own, those of the window's workspace; a search goes through all.
    ConversationModel(Session &session, const Workspaces &workspaces, QObject *parent = nullptr);

    void reload();
    /// Those that have all of these words; none: the list.
    void search(const QString &words);
    bool isSearch() const { return !m_words.isEmpty(); }
    enum class Kind { Own, Archived, OfOthers };
    void show(Kind kind);
    Kind kind() const { return m_kind; }
    void remove(int row);
    /// Renames, pins or archives; the id is the model's to say.
    void update(int row, api::UpdateConversationRequest changes);
    const api::ConversationSummary *at(int row) const;
    std::optional<ConversationId> idAt(int row) const;
    /// Which message a search found there.
    std::optional<MessageId> messageAt(int row) const;
    int rowOf(ConversationId id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void failed(const tabletalk::Problem &why);
    void removed(tabletalk::ConversationId id);
    void loaded();

private:
    void fetch(bool first);
    void take(std::vector<api::FoundConversation> items, const std::optional<QString> &next, bool first);
    QString secondLine(const api::FoundConversation &item) const;

    Session &m_session;
    const Workspaces &m_workspaces;
    std::optional<WorkspaceId> m_within; ///< whose conversations are listed
    std::vector<api::FoundConversation> m_items;
    QString m_words;
    Kind m_kind = Kind::Own;
    int m_generation = 0; ///< of the list, so that late answers for another are dropped
    std::optional<QString> m_next;
    bool m_fetching = false;
};

/// "just now", "5 minutes ago", "yesterday", a date.
QString friendlyTime(Instant at, Instant now);

} // namespace tabletalk::ui
