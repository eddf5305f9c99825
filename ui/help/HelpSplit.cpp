// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/HelpSplit.h"

#include "ui/help/DialogHelp.h"
#include "ui/help/HelpPane.h"

#include <QApplication>
#include <QSettings>

namespace tabletalk::ui {

namespace {

constexpr int usualWidth = 420;
constexpr int narrowestPane = 320;
constexpr int roomForBoth = 980; ///< below it one of them is in view
constexpr auto stateKey = "splitter/help";

} // namespace

HelpSplit::HelpSplit(Theme &theme, QWidget *content, QWidget *parent)
    : QSplitter(Qt::Horizontal, parent)
    , m_theme(theme)
    , m_content(content)
{
    setChildrenCollapsible(false);
    setHandleWidth(1);
    addWidget(content);
    new DialogHelp(theme, *this);
}

bool HelpSplit::isOpen() const
{
    return m_pane && !m_pane->isHidden();
}

bool HelpSplit::coversPanels() const
{
    return isOpen() && m_content->isHidden();
}

void HelpSplit::toggle(const QString &place)
{
    if (isOpen() && m_pane->isAncestorOf(QApplication::focusWidget()))
        closeHelp();
    else
        openAt(place);
}

void HelpSplit::openAt(const QString &place)
{
    const bool isNew = !m_pane;
    if (isNew) {
        m_pane = new HelpPane(m_theme, this);
        m_pane->setMinimumWidth(narrowestPane);
        m_pane->hide();
        addWidget(m_pane);
        setStretchFactor(0, 1);
        setStretchFactor(1, 0);
        connect(m_pane, &HelpPane::closeWanted, this, &HelpSplit::closeHelp);
        connect(this, &QSplitter::splitterMoved, this,
                [this] { QSettings().setValue(QLatin1StringView(stateKey), saveState()); });
    }
    QWidget *focused = QApplication::focusWidget();
    if (!m_pane->isAncestorOf(focused))
        m_focusBefore = focused;
    const bool opens = !isOpen();
    m_pane->show();
    if (isNew && !restoreState(QSettings().value(QLatin1StringView(stateKey)).toByteArray()))
        setSizes({width() - usualWidth, usualWidth});
    arrange();
    if (opens)
        Q_EMIT openChanged();
    m_pane->showPlace(place);
    m_pane->focusText();
}

void HelpSplit::closeHelp()
{
    if (!isOpen())
        return;
    const bool hadFocus = m_pane->isAncestorOf(QApplication::focusWidget());
    m_content->show();
    m_pane->hide();
    Q_EMIT openChanged();
    if (hadFocus && m_focusBefore && m_focusBefore->isVisible())
        m_focusBefore->setFocus(Qt::OtherFocusReason);
}

void HelpSplit::arrange()
{
    m_content->setVisible(!isOpen() || width() >= roomForBoth);
}

void HelpSplit::resizeEvent(QResizeEvent *event)
{
    QSplitter::resizeEvent(event);
    if (isOpen())
        arrange();
}

} // namespace tabletalk::ui
