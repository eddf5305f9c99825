// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/ChatWidget.h"

#include "core/connect/KindDialect.h"
#include "ui/chat/AnswerCard.h"
#include "ui/chat/Composer.h"
#include "ui/chat/ConversationSidebar.h"
#include "ui/chat/MessageList.h"
#include "ui/connections/DatabaseCatalog.h"
#include "ui/export/AnswerExporter.h"
#include "ui/help/HelpButton.h"
#include "ui/session/Workspaces.h"
#include "ui/shell/ActionRegistry.h"
#include "ui/shell/Messages.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/WindowContext.h"
#include "ui/sql/SqlSchema.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"

#include <QAction>
#include <QBoxLayout>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace tabletalk::ui {

namespace {

constexpr size_t mostSuggestions = 5;
constexpr qsizetype longestDraft = 10'000;

} // namespace

ChatWidget::ChatWidget(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_exporter(new AnswerExporter(context, this))
    , m_schema(new SqlSchema(context.session, this))
{
    setObjectName(QStringLiteral("chatPanel"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_conversations = makeSidebar();
    row->addWidget(m_conversations);
    row->addWidget(makeMain(), 1);
    makeActions();
    setProperty("focusFirst", QVariant::fromValue(m_composer->input()));

    connect(&context.session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Idle) {
            newConversation(); // another server, other conversations
            m_schema->clear();
        }
        if (state == Session::State::Ready) {
            m_conversations->reload();
            reloadDatabases();
            bringDraft();
        }
    });
    connect(&context.catalog, &DatabaseCatalog::reset, this, &ChatWidget::reloadDatabases);
    connect(&context.catalog, &DatabaseCatalog::changed, this, [this](ConnectionId id) {
        const api::Database *changed = m_context.catalog.find(id);
        // While it is being read once: when the first of it can be asked.
        const bool working = changed && DatabaseCatalog::isWorking(*changed);
        const bool askable = changed && DatabaseCatalog::isAskable(*changed);
        const bool became = working && askable && !m_partlyAskable.contains(id);
        if (working && askable)
            m_partlyAskable.insert(id);
        else
            m_partlyAskable.remove(id);
        if (changed && (became || !working)) {
            m_schema->forget(id);
            reloadDatabases();
        }
    });
    connect(&context.workspaces, &Workspaces::changed, this, &ChatWidget::reloadDatabases);
    if (context.session.isReady()) {
        m_conversations->reload();
        reloadDatabases();
        bringDraft();
    }
    updateForDatabase();
}

ChatWidget::~ChatWidget()
{
    if (isVisible()) // otherwise another may be in its place already
        keepDraft();
}

void ChatWidget::hideEvent(QHideEvent *event)
{
    keepDraft();
    QWidget::hideEvent(event);
}

/// What was written and not asked stays when the window closes or goes to another place of the organisation.
void ChatWidget::keepDraft() const
{
    if (m_draftOf.isNull() || m_edited)
        return;
    const QString key = QStringLiteral("draft/") + m_draftOf.toString();
    const QString text = m_composer->draft().left(longestDraft);
    if (text.trimmed().isEmpty())
        QSettings().remove(key);
    else
        QSettings().setValue(key, text);
}

void ChatWidget::bringDraft()
{
    const TenantId organization = m_context.session.organization().id;
    if (m_draftOf == organization)
        return;
    keepDraft(); // of the organisation before
    m_draftOf = organization;
    const QString text = QSettings().value(QStringLiteral("draft/") + organization.toString()).toString();
    if (!text.isEmpty() || !m_composer->draft().isEmpty())
        m_composer->setQuestion(text);
}

ConversationSidebar *ChatWidget::makeSidebar()
{
    auto *sidebar = new ConversationSidebar(m_context.session, m_context.workspaces, this);
    connect(sidebar, &ConversationSidebar::freshWanted, this, [this] {
        newConversation();
        m_composer->focusInput();
    });
    connect(sidebar, &ConversationSidebar::openWanted, this, &ChatWidget::openConversation);
    connect(sidebar, &ConversationSidebar::failed, &m_context.messages, &Messages::report);
    connect(sidebar, &ConversationSidebar::archived, this,
            [this](const QString &title, const std::function<void()> &bringBack) {
                m_context.messages.offerUndo(tr("“%1” is archived.").arg(title), bringBack);
            });
    connect(sidebar, &ConversationSidebar::removed, this, [this](ConversationId id) {
        if (m_conversation == id)
            newConversation();
    });
    return sidebar;
}

QWidget *ChatWidget::makeMain()
{
    auto *main = new QWidget(this);
    auto *column = new QVBoxLayout(main);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);

    auto *header = new QFrame(main);
    header->setProperty("header", true);
    auto *headerRow = new QHBoxLayout(header);
    headerRow->setContentsMargins(space::huge, space::small, space::huge, space::small);
    headerRow->setSpacing(space::small);
    auto *label = makeLabel(tr("&Database"), TextStyle::Body, true, header);
    label->setWordWrap(false);
    m_databases = new QComboBox(header);
    m_databases->setObjectName(QStringLiteral("databaseChooser"));
    m_databases->setAccessibleName(tr("Database to ask"));
    m_databases->setMinimumWidth(240);
    label->setBuddy(m_databases);
    connect(m_databases, &QComboBox::activated, this, [this] {
        newConversation(); // a conversation belongs to one database
        updateForDatabase();
    });
    headerRow->addWidget(label);
    headerRow->addWidget(m_databases);
    headerRow->addStretch();
    headerRow->addWidget(makeBadge(tr("read-only"), "success", header));
    headerRow->addWidget(makeHelpButton(header));
    column->addWidget(header);

    m_pages = new QStackedWidget(main);
    m_pages->addWidget(makeEmptyPage());
    m_messages = new MessageList(
        m_context.session, [this](AnswerRun *run, QWidget *parent) { return makeCard(run, parent); }, m_pages);
    connect(m_messages, &MessageList::failed, &m_context.messages, &Messages::report);
    m_pages->addWidget(m_messages);
    column->addWidget(m_pages, 1);

    column->addWidget(makeEditingRow(main));
    m_composer = new Composer(main);
    connect(m_composer, &Composer::asked, this, [this](const QString &question) {
        if (m_edited)
            branchAndSubmit(*m_edited, question);
        else
            submit(question);
    });
    auto *bottom = new QHBoxLayout;
    bottom->setContentsMargins(space::huge, space::small, space::huge, space::large);
    bottom->addWidget(m_composer);
    column->addLayout(bottom);
    return main;
}

/// Stands above the composer while a question is asked again in other words.
QWidget *ChatWidget::makeEditingRow(QWidget *parent)
{
    m_editing = new QWidget(parent);
    m_editing->setObjectName(QStringLiteral("editing"));
    auto *row = new QHBoxLayout(m_editing);
    row->setContentsMargins(space::huge, space::small, space::huge, 0);
    row->setSpacing(space::small);
    auto *text = makeLabel(tr("Asks this question again in a branch; this conversation stays as it is."),
                           TextStyle::Caption, true, m_editing);
    row->addWidget(text, 1);
    auto *cancel = makeButton(QStringLiteral("cancelEditing"), tr("Cancel"), ButtonKind::Quiet, m_editing);
    connect(cancel, &QPushButton::clicked, this, [this] {
        endEditing();
        m_composer->setQuestion({});
        m_composer->focusInput();
    });
    row->addWidget(cancel);
    m_editing->hide();
    return m_editing;
}

QWidget *ChatWidget::makeEmptyPage()
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    m_emptyTitle = makeLabel({}, TextStyle::Title, false, page);
    m_emptyTitle->setAlignment(Qt::AlignCenter);
    m_emptyTitle->setObjectName(QStringLiteral("emptyTitle"));
    m_emptyText = makeLabel({}, TextStyle::Body, true, page);
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_suggestions = new QWidget(page);
    m_suggestions->setObjectName(QStringLiteral("suggestions"));
    m_suggestionLayout = new QVBoxLayout(m_suggestions);
    m_suggestionLayout->setContentsMargins(0, space::small, 0, 0);
    m_suggestionLayout->setSpacing(space::small);
    column->addStretch(2);
    column->addWidget(m_emptyTitle);
    column->addWidget(m_emptyText);
    column->addWidget(m_suggestions, 0, Qt::AlignHCenter);
    column->addStretch(3);
    return page;
}

void ChatWidget::makeActions()
{
    using Menu = ActionRegistry::Menu;
    QAction *fresh =
        m_context.actions.add(QStringLiteral("chat.new"), Menu::File, tr("&New conversation"), QKeySequence::New, this);
    connect(fresh, &QAction::triggered, this, [this] {
        m_context.navigator.showPanel(QStringLiteral("chat"));
        newConversation();
        m_composer->focusInput();
    });
}

// --- databases ---------------------------------------------------------------

void ChatWidget::reloadDatabases()
{
    if (!m_context.session.isReady())
        return;
    m_context.session.call<api::AskableDatabaseList>("chat.databases", api::ListRequest{200, {}}, this,
                                                     [this](const Result<api::AskableDatabaseList> &answer) {
                                                         if (answer)
                                                             takeDatabases(answer->items);
                                                         else
                                                             m_context.messages.report(answer.error());
                                                     });
}

void ChatWidget::takeDatabases(const std::vector<api::AskableDatabase> &databases)
{
    const auto chosen = m_conversation && !m_conversationDatabase.isNull() ? m_conversationDatabase : database();
    const std::optional<WorkspaceId> within = m_context.workspaces.currentId();
    m_askable = databases;
    const auto others = std::ranges::stable_partition(m_askable, [&](const api::AskableDatabase &each) {
        return !within || !each.workspaceId || *each.workspaceId == *within;
    });
    m_elsewhere.assign(others.begin(), others.end());
    m_askable.erase(others.begin(), others.end());
    m_databases->clear();
    for (const api::AskableDatabase &askable : m_askable) {
        m_databases->addItem(icon(QStringLiteral("database"), IconTint::Muted),
                             askable.ready ? askable.name : tr("%1 (being read)").arg(askable.name),
                             QVariant(askable.id.toString()));
    }
    if (chosen)
        selectDatabase(*chosen);
    updateForDatabase();
    if (!m_wanted)
        return;
    const auto [wanted, asked] = *m_wanted;
    if (goTo(wanted, [&context = m_context, wanted, asked] { context.navigator.ask(wanted, asked); }))
        return m_wanted.reset();
    const auto found = std::find_if(m_askable.begin(), m_askable.end(),
                                    [this](const auto &askable) { return askable.id == m_wanted->first; });
    if (found != m_askable.end() && (found->ready || m_wanted->second.isEmpty())) {
        const auto [id, question] = *std::exchange(m_wanted, std::nullopt);
        ask(id, question);
    }
}

/// Where a database belongs to another workspace, the window goes there, and this panel ends: another takes its place.
/// False where the database is here, or not known.
bool ChatWidget::goTo(ConnectionId database, const std::function<void()> &then)
{
    const auto found = std::ranges::find(m_elsewhere, database, &api::AskableDatabase::id);
    if (found == m_elsewhere.end())
        return false;
    m_context.workspaces.choose(*found->workspaceId);
    then();
    return true;
}

std::optional<ConnectionId> ChatWidget::database() const
{
    return ConnectionId::fromString(m_databases->currentData().toString());
}

void ChatWidget::selectDatabase(ConnectionId id)
{
    const int at = m_databases->findData(id.toString());
    if (at >= 0)
        m_databases->setCurrentIndex(at);
}

void ChatWidget::updateForDatabase()
{
    const int at = m_databases->currentIndex();
    const bool any = at >= 0 && size_t(at) < m_askable.size();
    const bool ready = any && m_askable[size_t(at)].ready;
    m_databases->setEnabled(any);
    if (ready) {
        m_emptyTitle->setText(tr("Ask %1").arg(m_askable[size_t(at)].name));
        m_emptyText->setText(m_askable[size_t(at)].suggestions.empty()
                                 ? tr("Write a question in your own words.")
                                 : tr("Write a question in your own words, or start with one of these."));
        m_composer->setReady(true, tr("Ask a question about your data"));
    } else if (any) {
        m_emptyTitle->setText(tr("%1 is being read").arg(m_askable[size_t(at)].name));
        m_emptyText->setText(tr("You can ask as soon as its tables are understood. This takes seconds."));
        m_composer->setReady(false, tr("Wait until the database has been read"));
    } else {
        m_emptyTitle->setText(tr("Nothing to ask yet"));
        m_emptyText->setText(tr("Connect a database, or try the sample, and ask your first question."));
        m_composer->setReady(false, tr("Connect a database first"));
    }
    showSuggestions();
}

void ChatWidget::showSuggestions()
{
    while (QLayoutItem *item = m_suggestionLayout->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    const int at = m_databases->currentIndex();
    if (at < 0 || size_t(at) >= m_askable.size()) {
        auto *connectOne = makeButton(QStringLiteral("emptyConnect"), tr("Connect my database"), ButtonKind::Primary,
                                      m_suggestions, QStringLiteral("database"));
        connect(connectOne, &QPushButton::clicked, &m_context.navigator, &Navigator::connectDatabase);
        auto *sample = makeButton(QStringLiteral("emptySample"), tr("Try the sample"), ButtonKind::Plain, m_suggestions,
                                  QStringLiteral("play"));
        connect(sample, &QPushButton::clicked, &m_context.navigator, &Navigator::trySample);
        m_suggestionLayout->addWidget(connectOne);
        m_suggestionLayout->addWidget(sample);
        return;
    }
    size_t shown = 0;
    for (const QString &question : m_askable[size_t(at)].suggestions) {
        if (shown++ == mostSuggestions)
            break;
        auto *chip = makeButton(QStringLiteral("suggestion"), question, ButtonKind::Plain, m_suggestions);
        chip->setProperty("chip", true);
        connect(chip, &QPushButton::clicked, this, [this, question] { submit(question); });
        m_suggestionLayout->addWidget(chip, 0, Qt::AlignHCenter);
    }
}

// --- conversations -----------------------------------------------------------

void ChatWidget::newConversation()
{
    ++m_generation;
    m_wanted.reset();
    m_conversation.reset();
    endEditing();
    m_conversations->setCurrent({});
    m_messages->clear();
    m_pages->setCurrentIndex(0);
}

void ChatWidget::showItem(const QString &id)
{
    if (const auto conversation = ConversationId::fromString(id))
        openConversation(*conversation, {});
}

/// At its end, or where a message stands.
void ChatWidget::openConversation(ConversationId id, const std::optional<MessageId> &message)
{
    if (m_conversation == id && (!message || m_messages->reveal(*message)))
        return;
    const int generation = ++m_generation;
    const api::MessagesRequest request{id, {}, MessageHistory::pageSize, message};
    m_context.session.call<api::MessagePage>("conversations.messages", request, this,
                                             [this, generation, message](const Result<api::MessagePage> &answer) {
                                                 if (generation != m_generation)
                                                     return;
                                                 if (!answer) {
                                                     m_context.messages.report(answer.error());
                                                     return;
                                                 }
                                                 const auto again = [&context = m_context, id = answer->id] {
                                                     context.navigator.showItem(QStringLiteral("chat"), id.toString());
                                                 };
                                                 if (goTo(answer->databaseId, again))
                                                     return;
                                                 showConversation(*answer);
                                                 if (message)
                                                     m_messages->reveal(*message);
                                             });
}

void ChatWidget::showConversation(const api::MessagePage &page)
{
    endEditing();
    m_conversation = page.id;
    m_conversationDatabase = page.databaseId;
    m_conversations->setCurrent(m_conversation);
    selectDatabase(page.databaseId);
    updateForDatabase();
    m_pages->setCurrentIndex(1);
    m_messages->show(page);
}

// --- asking ------------------------------------------------------------------

void ChatWidget::ask(ConnectionId id, const QString &question)
{
    if (m_databases->findData(id.toString()) < 0) {
        m_wanted = {id, question};
        reloadDatabases();
        return;
    }
    newConversation();
    selectDatabase(id);
    updateForDatabase();
    const int at = m_databases->currentIndex();
    const bool ready = size_t(at) < m_askable.size() && m_askable[size_t(at)].ready;
    if (question.isEmpty()) {
        m_composer->focusInput();
    } else if (ready) {
        submit(question);
    } else {
        // Asked as soon as the database can be.
        m_wanted = {id, question};
        reloadDatabases();
    }
}

void ChatWidget::draft(ConnectionId id, const QString &question)
{
    ask(id, {});
    m_composer->propose(question);
}

void ChatWidget::submit(const QString &question)
{
    const auto id = database();
    if (!id)
        return;
    // Somebody else's is read; what is asked there begins one of one's own.
    if (m_conversation && m_conversations->isOfOthers(*m_conversation))
        newConversation();
    api::AskRequest request;
    request.databaseId = *id;
    request.question = question;
    request.conversationId = m_conversation;
    auto *run = new AnswerRun(m_context.session);
    add(run);
    run->ask(request);
    m_composer->focusInput(); // the button that was pressed may be gone
}

void ChatWidget::edit(MessageId message, const QString &question)
{
    m_edited = message;
    m_editing->show();
    m_composer->setQuestion(question);
    m_composer->focusInput();
}

void ChatWidget::endEditing()
{
    m_edited.reset();
    m_editing->hide();
}

/// With all that stood before the question; where nothing did, in a new conversation.
void ChatWidget::branchAndSubmit(MessageId message, const QString &question)
{
    if (!m_conversation)
        return;
    const int generation = m_generation;
    const auto goOn = [this, question, generation](const Result<api::MessagePage> &branch) {
        if (generation != m_generation)
            return;
        ++m_generation;
        if (branch)
            showConversation(*branch);
        else if (branch.error().code == ProblemCode::Conflict)
            newConversation();
        else {
            m_context.messages.report(branch.error());
            m_composer->setQuestion(question);
            return;
        }
        submit(question);
    };
    const api::BranchRequest request{*m_conversation, message, false};
    m_context.session.call<api::ConversationSummary>(
        "conversations.branch", request, this, [this, goOn](const Result<api::ConversationSummary> &made) {
            if (!made) {
                goOn(std::unexpected(made.error()));
                return;
            }
            const api::MessagesRequest wanted{made->id, {}, MessageHistory::pageSize, {}};
            m_context.session.call<api::MessagePage>("conversations.messages", wanted, this, goOn);
        });
}

void ChatWidget::runSql(const QString &sql)
{
    const auto id = database();
    if (!id)
        return;
    api::RunRequest request;
    request.databaseId = *id;
    request.sql = sql;
    request.conversationId = m_conversation;
    auto *run = new AnswerRun(m_context.session);
    add(run);
    run->run(request);
}

/// A question that is asked now, at the end of the conversation.
void ChatWidget::add(AnswerRun *run)
{
    m_pages->setCurrentIndex(1);
    run->setDatabase(database().value_or(ConnectionId()));
    m_messages->append(run);
    const int generation = m_generation;
    connect(run, &AnswerRun::changed, this, [this, run, generation] {
        if (generation != m_generation || m_conversation || run->state().conversationId.isNull())
            return;
        m_conversation = run->state().conversationId;
        m_conversations->setCurrent(m_conversation);
    });
    connect(run, &AnswerRun::finished, m_conversations, &ConversationSidebar::reload);
    QElapsedTimer since;
    since.start();
    connect(run, &AnswerRun::finished, this, [this, run, since] {
        const AnswerState &state = run->state();
        // Who stopped it, or left the server, is not waiting; one that goes on elsewhere is told of by the servers.
        if (since.elapsed() >= longQuestionMs && state.stage != AnswerState::Stage::Cancelled)
            m_context.messages.finished(state.problem ? tr("No answer") : tr("Your answer is there"), state.question,
                                        QStringLiteral("chat"));
    });
}

AnswerCard *ChatWidget::makeCard(AnswerRun *run, QWidget *parent)
{
    auto *card = new AnswerCard(m_context.session, run, parent);
    if (const ConnectionId id = run->database(); !id.isNull()) {
        const api::Database *known = m_context.catalog.find(id);
        card->setDatabase(id, known ? dialectOfKind(known->kind) : Dialect::SQLite, m_schema);
    }
    connect(card, &AnswerCard::askWanted, this, &ChatWidget::submit);
    connect(card, &AnswerCard::runWanted, this, &ChatWidget::runSql);
    connect(card, &AnswerCard::askOfWanted, this, &ChatWidget::ask);
    connect(card, &AnswerCard::editWanted, this, &ChatWidget::edit);
    connect(card, &AnswerCard::exportWanted, this, [this, card](const ExportChoice &choice) {
        m_exporter->askWhere(choice, {card->database(), card->run().state(), card->shownChart(), card->arrangement()});
    });
    connect(card, &AnswerCard::completed, this, &ChatWidget::answered);
    return card;
}

} // namespace tabletalk::ui
