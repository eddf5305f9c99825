// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/OfflineGuard.h"

#include "ui/widgets/Announcer.h"
#include "ui/widgets/ButtonHold.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QFileDialog>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <utility>

namespace tabletalk::ui {

namespace {

/// Parts of the window in which everything works without a server, or with another one.
constexpr std::array localPlaces{"diagramTab",  "helpPane",   "helpWindow", "joinDialog", "managedCard",
                                 "messageBar",  "offlineBar", "palette",    "placeMenu",  "serversCard",
                                 "sharingCard", "startPanel", "wherePage"};

/// Buttons that do in the window alone what they do, by their names.
constexpr std::array localButtons{
    // Leaving what was begun, and looking at what is there.
    "back", "cancel", "cancelAccuracyPair", "cancelAddress", "cancelAgent", "cancelEditing", "cancelExport",
    "cancelPin", "cancelSave", "cancelSchedule", "cancelShare", "cancelSignOn", "cancelSql", "cancelText",
    "cancelValues", "cancelWorkflow", "closeCell", "closeMessage", "closeStatistics", "dismissChange", "documentBack",
    "endImpersonation", "entryCancel", "fullScreen", "graphClear", "graphFit", "hideKey", "hideSecret", "openPage",
    "proofClose", "searchWhy", "selectionCancel", "showChart", "showDetails", "showFilter", "showSql", "tableBack",
    // Copying and going elsewhere.
    "askDatabase", "copyCell", "copyInvitation", "copyKey", "copySecret", "copySignOnRedirect", "copySql",
    "savedToChat",
    // Drafts, which are kept until they are saved.
    "addAccuracyPair", "addAttribute", "addInput", "addSkill", "addStep", "browse", "changeAccuracyPair", "chooseLogo",
    "editQuestion", "editSql", "entryDone", "freshAgentSession", "newConversation", "next", "removeAttribute",
    "removeInput", "removeSkill", "removeStep", "stepDown", "stepUp", "tickListed", "untickListed", "vocabularyDiscard",
    // This computer's own.
    "forgetPin", "joinFromSettings", "openData", "signOut", "useLocal"};
constexpr std::array localButtonBeginnings{"choose.", "entryAdd-", "entryEdit-", "entryFirst-", "entryRemove-"};

/// Check boxes and lists that ask the server as soon as something else is chosen. All others are parts of a form, which
/// a button sends.
constexpr std::array actingAtOnce{"allAgentsVisibility",
                                  "auditAction",
                                  "auditFrom",
                                  "auditOutcome",
                                  "auditTo",
                                  "dashboardChoice",
                                  "deskState",
                                  "documentLanguage",
                                  "graphKind",
                                  "knowledgeState",
                                  "organizationStatus_filter",
                                  "pageState",
                                  "reasonConversation",
                                  "refreshEvery",
                                  "schemaChooser",
                                  "searchCompare",
                                  "searchMode"};

/// Actions of widgets that work in the window alone, by how their names begin.
constexpr std::array localActionBeginnings{"askAboutTable", "copyCells",     "diagram",        "showInDiagram",
                                           "filterTheRows", "freezeColumns", "unfreezeColumns"};
/// Actions of the window, whose names have a dot, that do not.
constexpr std::array serverActions{"database.connect"};

/// Where Return sends what was written.
constexpr std::array sentByReturn{"questionInput"};

template <class Names>
bool names(const Names &list, const QString &name)
{
    return std::ranges::any_of(list, [&](const char *each) { return name == QLatin1StringView(each); });
}

template <class Names>
bool namesBeginning(const Names &list, const QString &name)
{
    return std::ranges::any_of(list, [&](const char *each) { return name.startsWith(QLatin1StringView(each)); });
}

bool isInLocalPlace(const QWidget &widget)
{
    for (const QWidget *at = &widget; at; at = at->parentWidget()) {
        if (names(localPlaces, at->objectName()) || qobject_cast<const QMessageBox *>(at)
            || qobject_cast<const QFileDialog *>(at))
            return true;
    }
    return false;
}

bool needsServer(const QAction &action)
{
    const QString name = action.objectName();
    if (name.isEmpty() || action.isSeparator() || action.actionGroup())
        return false;
    if (names(serverActions, name))
        return true;
    const auto *owner = qobject_cast<const QWidget *>(action.parent());
    const bool isOfWindow = name.contains(u'.');
    return !isOfWindow && !namesBeginning(localActionBeginnings, name) && owner && !isInLocalPlace(*owner)
           && !qobject_cast<const QLineEdit *>(owner);
}

} // namespace

OfflineGuard::OfflineGuard(QWidget &window)
    : QObject(&window)
    , m_window(window)
    , m_actions(new QActionGroup(this))
{
    m_actions->setExclusionPolicy(QActionGroup::ExclusionPolicy::None);
}

OfflineGuard::~OfflineGuard() = default;

bool OfflineGuard::needsServer(const QWidget &control)
{
    const QString name = control.objectName();
    if (!qobject_cast<const QPushButton *>(&control))
        return names(actingAtOnce, name);
    const bool isLocal = name.isEmpty() || names(localButtons, name) || namesBeginning(localButtonBeginnings, name)
                         || name.endsWith(QLatin1StringView("Copy"));
    return !isLocal && !isInLocalPlace(control);
}

/// Of the window, or of a dialog that it opened.
bool OfflineGuard::isOurs(const QWidget &widget) const
{
    for (const QWidget *at = &widget; at; at = at->parentWidget()) {
        if (at == &m_window)
            return true;
    }
    return false;
}

void OfflineGuard::begin(const QString &reason)
{
    m_reason = reason;
    if (std::exchange(m_isOn, true))
        return;
    m_focus = QApplication::focusWidget();
    const auto controls = m_window.findChildren<QWidget *>();
    for (QWidget *control : controls) {
        if (needsServer(*control))
            hold(*control);
    }
    if (m_focus && m_focus->isEnabled())
        m_focus.clear(); // it stayed where it was
    holdActions();
    qApp->installEventFilter(this);
}

void OfflineGuard::end()
{
    if (!std::exchange(m_isOn, false))
        return;
    qApp->removeEventFilter(this);
    QList<QPointer<QWidget>> held; // to enable one may take another away
    for (auto each = m_held.cbegin(); each != m_held.cend(); ++each) {
        disconnect(each.key(), nullptr, this, nullptr);
        if (each.key()->accessibleDescription() == m_reason)
            each.key()->setAccessibleDescription(each.value());
        held.append(each.key());
    }
    m_held.clear();
    for (const QPointer<QWidget> &control : std::as_const(held)) {
        if (control)
            ButtonHold::release(*control);
    }
    m_actions->setEnabled(true);
    const auto actions = m_actions->actions();
    for (QAction *action : actions)
        m_actions->removeAction(action);
    // Whoever has not moved on is where they were.
    const QWidget *focus = QApplication::focusWidget();
    if (m_focus && m_focus->isEnabled() && m_focus->isVisible() && (!focus || focus->window() == m_focus->window()))
        m_focus->setFocus(Qt::OtherFocusReason);
    m_focus.clear();
}

void OfflineGuard::hold(QWidget &control)
{
    if (m_held.contains(&control))
        return;
    m_held.insert(&control, control.accessibleDescription());
    connect(&control, &QObject::destroyed, this, [this, gone = &control] { m_held.remove(gone); });
    control.setAccessibleDescription(m_reason);
    ButtonHold::disable(control);
}

/// A group that is disabled keeps what each action is by itself.
void OfflineGuard::holdActions()
{
    const auto actions = m_window.findChildren<QAction *>();
    for (QAction *action : actions) {
        if (ui::needsServer(*action))
            m_actions->addAction(action);
    }
    m_actions->setEnabled(false);
}

/// Return in a field sends it, as a button would. What is written stays.
bool OfflineGuard::refuseKey(QWidget &widget, QEvent &event)
{
    const auto &key = static_cast<const QKeyEvent &>(event);
    const bool isReturn = key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter;
    if (!isReturn || !isOurs(widget) || isInLocalPlace(widget))
        return false;
    const bool isText = qobject_cast<const QPlainTextEdit *>(&widget) != nullptr;
    const bool sendsText = isText
                           && ((key.modifiers() & Qt::ControlModifier)
                               || (names(sentByReturn, widget.objectName()) && !(key.modifiers() & Qt::ShiftModifier)));
    if (!sendsText && !qobject_cast<const QLineEdit *>(&widget))
        return false;
    QToolTip::showText(widget.mapToGlobal(QPoint(0, widget.height())), m_reason, &widget);
    announce(widget, m_reason);
    return true;
}

bool OfflineGuard::eventFilter(QObject *watched, QEvent *event)
{
    if (!watched->isWidgetType())
        return false;
    auto &widget = *static_cast<QWidget *>(watched);
    const bool isHeld = m_held.contains(&widget);
    switch (event->type()) {
    case QEvent::EnabledChange: // its panel, or what it stands in, thinks that it can be used again
        if (isHeld && widget.isEnabled())
            ButtonHold::disable(widget);
        return false;
    case QEvent::Show:
        if (!isHeld && needsServer(widget) && isOurs(widget))
            hold(widget);
        return false;
    case QEvent::ToolTip:
        if (isHeld)
            QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), m_reason, &widget);
        return isHeld;
    case QEvent::KeyPress:
        return refuseKey(widget, *event);
    default:
        return false;
    }
}

} // namespace tabletalk::ui
