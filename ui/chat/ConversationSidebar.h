// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Id.h"
#include "ui/session/Session.h"

#include <QFrame>

#include <functional>

class QAction;
class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QTimer;
class QVBoxLayout;

namespace tabletalk::ui {

class ConversationModel;
class Workspaces;

/// The conversations at the left of the chat: searched, pinned, shown to others, archived,
/// renamed, deleted; and those that others show.
/// All of it is in the list's context menu, which the menu key opens, with keys of its own.
class ConversationSidebar : public QFrame
{
    Q_OBJECT

public:
    ConversationSidebar(Session &session, const Workspaces &workspaces, QWidget *parent);

    void reload();
    /// The one that is in view; none: a new one.
    void setCurrent(const std::optional<ConversationId> &id);
    /// Whether it is in the list as one of somebody else.
    bool isOfOthers(ConversationId id) const;

Q_SIGNALS:
    void freshWanted();
    /// message: which was found, and is to be in view.
    void openWanted(tabletalk::ConversationId id, const std::optional<tabletalk::MessageId> &message);
    /// It was put away and can be had back.
    void archived(const QString &title, const std::function<void()> &bringBack);
    void removed(tabletalk::ConversationId id);
    void failed(const tabletalk::Problem &why);

private:
    void buildSearch(QVBoxLayout *column);
    void buildList(QVBoxLayout *column);
    void buildFoot(QVBoxLayout *column);
    QAction *addAction(const QString &name, const QString &text, const QKeySequence &key,
                       void (ConversationSidebar::*run)());
    void updateForCurrent();
    void showState();
    void change(int row, const api::UpdateConversationRequest &changes);
    void togglePinned();
    void toggleArchived();
    void bringBack(ConversationId id);
    void renameCurrent();
    void shareCurrent();
    void removeCurrent();
    bool eventFilter(QObject *watched, QEvent *event) override;

    void updateKind();

    Session &m_session;
    ConversationModel *m_conversations;
    QLineEdit *m_search;
    QTimer *m_typing;
    QListView *m_list;
    QLabel *m_nothing;
    QPushButton *m_archived;
    QPushButton *m_ofOthers;
    QPushButton *m_delete;
    QAction *m_pin;
    QAction *m_archive;
    std::vector<QAction *> m_ofCurrent;      ///< what needs a conversation
    std::optional<ConversationId> m_current; ///< in view
    std::optional<ConversationId> m_changed; ///< to be chosen in the list that comes next
};

} // namespace tabletalk::ui
