// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/MessagePages.h"
#include "ui/session/Session.h"
#include "ui/shell/ItemPlace.h"

#include <QSet>
#include <QWidget>

#include <functional>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace tabletalk::ui {

class AnswerCard;
class AnswerExporter;
class AnswerRun;
class Composer;
class ConversationSidebar;
class MessageList;
class SqlSchema;
struct WindowContext;

/// The chat panel: conversations at the left, answers in the middle, the question below.
class ChatWidget : public QWidget, public ItemPlace
{
    Q_OBJECT

public:
    ChatWidget(WindowContext &context, QWidget *parent);

    /// Chooses a database and, unless the question is empty, asks it in a new conversation.
    void ask(ConnectionId database, const QString &question);
    /// Chooses a database for a new conversation and proposes a question.
    void draft(ConnectionId database, const QString &question);
    ~ChatWidget() override;
    /// A conversation.
    void showItem(const QString &id) override;

    /// Whoever waits longer for an answer looks elsewhere, and is told when it is there. A seam for tests.
    qint64 longQuestionMs = 8000;

Q_SIGNALS:
    /// The first time that an answer is in view with everything that belongs to it.
    void answered();

protected:
    void hideEvent(QHideEvent *event) override;

private:
    ConversationSidebar *makeSidebar();
    QWidget *makeMain();
    QWidget *makeEmptyPage();
    QWidget *makeEditingRow(QWidget *parent);
    void makeActions();

    void reloadDatabases();
    void takeDatabases(const std::vector<api::AskableDatabase> &databases);
    bool goTo(ConnectionId database, const std::function<void()> &then);
    void updateForDatabase();
    void keepDraft() const;
    void bringDraft();
    void showSuggestions();
    void newConversation();
    void openConversation(ConversationId id, const std::optional<MessageId> &message);
    void showConversation(const api::MessagePage &page);
    void submit(const QString &question);
    void runSql(const QString &sql);
    void edit(MessageId message, const QString &question);
    void endEditing();
    void branchAndSubmit(MessageId message, const QString &question);
    void add(AnswerRun *run);
    AnswerCard *makeCard(AnswerRun *run, QWidget *parent);
    std::optional<ConnectionId> database() const;
    void selectDatabase(ConnectionId id);

    WindowContext &m_context;
    AnswerExporter *m_exporter;
    ConversationSidebar *m_conversations;
    QComboBox *m_databases;
    QStackedWidget *m_pages;
    MessageList *m_messages;
    SqlSchema *m_schema; ///< for whoever edits a statement
    QLabel *m_emptyTitle;
    QLabel *m_emptyText;
    QWidget *m_suggestions;
    QVBoxLayout *m_suggestionLayout;
    Composer *m_composer;
    QWidget *m_editing; ///< says that the question is asked again
    std::optional<MessageId> m_edited;
    std::vector<api::AskableDatabase> m_askable;
    QSet<ConnectionId> m_partlyAskable;            ///< being read, and known to be askable already
    std::vector<api::AskableDatabase> m_elsewhere; ///< of other workspaces
    std::optional<ConversationId> m_conversation;
    ConnectionId m_conversationDatabase;                      ///< which it is about, even before that is listed
    std::optional<std::pair<ConnectionId, QString>> m_wanted; ///< asked once the list knows the database
    TenantId m_draftOf;                                       ///< whose what is being written is
    int m_generation = 0; ///< of the shown conversation, so that late answers of another are dropped
};

} // namespace tabletalk::ui
