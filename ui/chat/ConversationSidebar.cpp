// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/ConversationSidebar.h"

#include "ui/chat/ConversationModel.h"
#include "ui/sharing/ShareDialog.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/TwoLineDelegate.h"

#include <QAction>
#include <QBoxLayout>
#include <QInputDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QPushButton>
#include <QTimer>

#include <utility>

namespace tabletalk::ui {

namespace {

constexpr int sidebarWidth = 248;
constexpr int typingPause = 250;
constexpr int longestSearch = 200;

} // namespace

ConversationSidebar::ConversationSidebar(Session &session, const Workspaces &workspaces, QWidget *parent)
    : QFrame(parent)
    , m_session(session)
    , m_conversations(new ConversationModel(session, workspaces, this))
{
    setProperty("sidebar", true);
    setFixedWidth(sidebarWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::medium, space::medium, space::medium, space::medium);
    column->setSpacing(space::small);
    auto *fresh = makeButton(QStringLiteral("newConversation"), tr("New conversation"), ButtonKind::Plain, this,
                             QStringLiteral("plus"));
    connect(fresh, &QPushButton::clicked, this, &ConversationSidebar::freshWanted);
    column->addWidget(fresh);
    buildSearch(column);
    buildList(column);
    buildFoot(column);
    connect(m_conversations, &ConversationModel::failed, this, &ConversationSidebar::failed);
    connect(m_conversations, &ConversationModel::removed, this, &ConversationSidebar::removed);
    connect(m_conversations, &ConversationModel::loaded, this, &ConversationSidebar::showState);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ConversationSidebar::updateForCurrent);
    updateForCurrent();
}

void ConversationSidebar::buildSearch(QVBoxLayout *column)
{
    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("conversationSearch"));
    m_search->setPlaceholderText(tr("Search conversations"));
    m_search->setAccessibleName(tr("Search in titles, questions and answers"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaxLength(longestSearch);
    m_search->addAction(icon(QStringLiteral("search"), IconTint::Muted), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    m_typing = new QTimer(this);
    m_typing->setSingleShot(true);
    m_typing->setInterval(typingPause);
    connect(m_search, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        m_typing->stop();
        m_conversations->search(m_search->text());
    });
    connect(m_typing, &QTimer::timeout, this, [this] { m_conversations->search(m_search->text()); });
    column->addWidget(m_search);
}

void ConversationSidebar::buildList(QVBoxLayout *column)
{
    m_list = new QListView(this);
    m_list->setObjectName(QStringLiteral("conversations"));
    m_list->setAccessibleName(tr("Conversations"));
    m_list->setModel(m_conversations);
    m_list->setItemDelegate(new TwoLineDelegate(ConversationModel::SecondLineRole, m_list));
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    const auto open = [this](const QModelIndex &index) {
        if (const auto id = m_conversations->idAt(index.row()))
            Q_EMIT openWanted(*id, m_conversations->messageAt(index.row()));
    };
    connect(m_list, &QListView::activated, this, open);
    connect(m_list, &QListView::clicked, this, open);
    m_pin = addAction(QStringLiteral("pinConversation"), tr("Pin"), Qt::CTRL | Qt::Key_D,
                      &ConversationSidebar::togglePinned);
    m_archive = addAction(QStringLiteral("archiveConversation"), tr("Archive"), Qt::CTRL | Qt::Key_E,
                          &ConversationSidebar::toggleArchived);
    addAction(QStringLiteral("shareConversation"), tr("Show to others…"), Qt::CTRL | Qt::SHIFT | Qt::Key_S,
              &ConversationSidebar::shareCurrent);
    addAction(QStringLiteral("renameConversation"), tr("Rename…"), Qt::Key_F2, &ConversationSidebar::renameCurrent);
    addAction(QStringLiteral("removeConversation"), tr("Delete…"), QKeySequence::Delete,
              &ConversationSidebar::removeCurrent);

    m_nothing = makeLabel({}, TextStyle::Caption, true, this);
    m_nothing->setObjectName(QStringLiteral("noConversations"));
    m_nothing->setAlignment(Qt::AlignCenter);
    column->addWidget(m_nothing);
    column->addWidget(m_list, 1);
}

void ConversationSidebar::buildFoot(QVBoxLayout *column)
{
    m_archived = makeButton(QStringLiteral("showArchived"), tr("Archived conversations"), ButtonKind::Quiet, this,
                            QStringLiteral("archive"));
    m_archived->setCheckable(true);
    m_ofOthers =
        makeButton(QStringLiteral("showOfOthers"), tr("Shown to you"), ButtonKind::Quiet, this, QStringLiteral("eye"));
    m_ofOthers->setCheckable(true);
    for (QPushButton *button : {m_ofOthers, m_archived}) {
        column->addWidget(button);
        connect(button, &QPushButton::toggled, this, [this, button](bool on) {
            if (on)
                (button == m_archived ? m_ofOthers : m_archived)->setChecked(false);
            updateKind();
        });
    }
    m_delete = makeButton(QStringLiteral("deleteConversation"), tr("Delete conversation"), ButtonKind::Quiet, this,
                          QStringLiteral("trash"));
    connect(m_delete, &QPushButton::clicked, this, &ConversationSidebar::removeCurrent);
    column->addWidget(m_delete);
}

QAction *ConversationSidebar::addAction(const QString &name, const QString &text, const QKeySequence &key,
                                        void (ConversationSidebar::*run)())
{
    auto *action = new QAction(text, m_list);
    action->setObjectName(name);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    action->setShortcutVisibleInContextMenu(true);
    connect(action, &QAction::triggered, this, run);
    m_list->addAction(action);
    m_ofCurrent.push_back(action);
    return action;
}

void ConversationSidebar::reload()
{
    m_conversations->reload();
}

void ConversationSidebar::setCurrent(const std::optional<ConversationId> &id)
{
    m_current = id;
    const int row = id ? m_conversations->rowOf(*id) : -1;
    if (row < 0)
        m_list->clearSelection();
    m_list->setCurrentIndex(row < 0 ? QModelIndex() : m_conversations->index(row));
}

void ConversationSidebar::updateKind()
{
    m_conversations->show(m_archived->isChecked()   ? ConversationModel::Kind::Archived
                          : m_ofOthers->isChecked() ? ConversationModel::Kind::OfOthers
                                                    : ConversationModel::Kind::Own);
}

bool ConversationSidebar::isOfOthers(ConversationId id) const
{
    const api::ConversationSummary *known = m_conversations->at(m_conversations->rowOf(id));
    return known && known->ownerId && *known->ownerId != m_session.user().id;
}

/// After a page of the list has come.
void ConversationSidebar::showState()
{
    m_nothing->setVisible(m_conversations->rowCount() == 0);
    m_nothing->setText(m_conversations->isSearch() ? tr("No conversation has all these words.")
                       : m_archived->isChecked()   ? tr("No conversation is archived.")
                       : m_ofOthers->isChecked()   ? tr("Nobody shows you a conversation.")
                                                   : tr("Your conversations appear here."));
    const int changed = m_changed ? m_conversations->rowOf(*std::exchange(m_changed, std::nullopt)) : -1;
    if (changed >= 0) // the keyboard stays where it was, wherever that stands now
        m_list->setCurrentIndex(m_conversations->index(changed));
    else if (!m_list->currentIndex().isValid())
        setCurrent(m_current);
    updateForCurrent();
}

void ConversationSidebar::updateForCurrent()
{
    const api::ConversationSummary *current = m_conversations->at(m_list->currentIndex().row());
    const bool isOwn = current && !isOfOthers(current->id);
    for (QAction *action : m_ofCurrent)
        action->setEnabled(isOwn);
    m_delete->setEnabled(isOwn);
    m_pin->setText(current && current->pinned ? tr("Unpin") : tr("Pin"));
    m_archive->setText(current && current->archived ? tr("Take out of the archive") : tr("Archive"));
}

void ConversationSidebar::change(int row, const api::UpdateConversationRequest &changes)
{
    m_changed = m_conversations->idAt(row);
    m_conversations->update(row, changes);
}

void ConversationSidebar::togglePinned()
{
    const int row = m_list->currentIndex().row();
    if (const api::ConversationSummary *current = m_conversations->at(row)) {
        api::UpdateConversationRequest changes;
        changes.pinned = !current->pinned;
        change(row, changes);
    }
}

void ConversationSidebar::toggleArchived()
{
    const int row = m_list->currentIndex().row();
    if (const api::ConversationSummary *current = m_conversations->at(row)) {
        api::UpdateConversationRequest changes;
        changes.archived = !current->archived;
        const bool isAway = *changes.archived;
        const ConversationId id = current->id;
        const QString title = current->title;
        change(row, changes);
        if (isAway)
            Q_EMIT archived(title, [sidebar = QPointer(this), id] {
                if (sidebar)
                    sidebar->bringBack(id);
            });
    }
}

void ConversationSidebar::bringBack(ConversationId id)
{
    api::UpdateConversationRequest request;
    request.id = id;
    request.archived = false;
    m_session.call<api::ConversationSummary>("conversations.update", request, this,
                                             [this, id](const Result<api::ConversationSummary> &answer) {
                                                 if (!answer)
                                                     return Q_EMIT failed(answer.error());
                                                 m_changed = id;
                                                 m_conversations->reload();
                                             });
}

void ConversationSidebar::renameCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid())
        return;
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("renameDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename conversation"));
    dialog->setLabelText(tr("Title"));
    dialog->setTextValue(current.data().toString());
    const QPersistentModelIndex place(current);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, place](const QString &title) {
        api::UpdateConversationRequest changes;
        changes.title = title;
        if (place.isValid())
            change(place.row(), changes);
    });
    dialog->open();
}

void ConversationSidebar::shareCurrent()
{
    const api::ConversationSummary *current = m_conversations->at(m_list->currentIndex().row());
    if (!current)
        return;
    Session &session = m_session;
    Shareable thing{tr("Show this conversation"),
                    current->title,
                    tr("Whoever sees it reads its questions and answers. Only you can go on with it."),
                    {},
                    {}};
    thing.read = [&session, id = current->id](QObject *context, const Shareable::Done &done) {
        session.call<api::ConversationAudience>(
            "conversations.readVisibility", api::ConversationRequest{id}, context,
            [done](const Result<api::ConversationAudience> &answer) { done(audienceIn(answer)); });
    };
    thing.write = [&session, id = current->id](const Audience &wanted, QObject *context, const Shareable::Done &done) {
        api::ShareConversationRequest request;
        request.id = id;
        putAudience(wanted, request);
        session.call<api::ConversationAudience>(
            "conversations.setVisibility", request, context,
            [done](const Result<api::ConversationAudience> &answer) { done(audienceIn(answer)); });
    };
    auto *dialog = new ShareDialog(m_session, std::move(thing), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, id = current->id] {
        m_changed = id;
        m_conversations->reload();
    });
    dialog->open();
}

void ConversationSidebar::removeCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid())
        return;
    if (confirm(this, tr("Delete conversation"),
                tr("Delete \"%1\" with all its answers? This cannot be undone.").arg(current.data().toString()),
                tr("Delete")))
        m_conversations->remove(current.row());
}

/// From the search down into what was found, and out of it again.
bool ConversationSidebar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down && m_conversations->rowCount() > 0) {
            m_list->setFocus(Qt::TabFocusReason);
            m_list->setCurrentIndex(m_conversations->index(0));
            return true;
        }
        if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
            m_search->clear();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace tabletalk::ui
