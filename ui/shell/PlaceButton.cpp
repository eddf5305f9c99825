// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/PlaceButton.h"

#include "ui/session/Servers.h"
#include "ui/session/Session.h"
#include "ui/session/Workspaces.h"
#include "ui/shell/Messages.h"
#include "ui/shell/Navigator.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"

#include <QActionGroup>
#include <QMenu>
#include <QPainter>
#include <QStyleOption>

namespace tabletalk::ui {

namespace {

constexpr int placeHeight = 48;
constexpr int markSize = 28;
constexpr int markRadius = 7;
constexpr int arrowSize = 14;
constexpr int dotSize = 10;

/// The ampersand of a name is no mnemonic.
QString plain(QString name)
{
    return name.replace(u'&', QStringLiteral("&&"));
}

} // namespace

PlaceButton::PlaceButton(WindowContext &context, QWidget *parent)
    : QToolButton(parent)
    , m_context(context)
    , m_menu(new QMenu(this))
{
    setObjectName(QStringLiteral("place"));
    setProperty("place", true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setPopupMode(QToolButton::InstantPopup);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_menu->setObjectName(QStringLiteral("placeMenu"));
    m_menu->setAccessibleName(tr("Organisations and workspaces"));
    setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, [this] {
        fillMenu(); // how servers stand changes by the second
        readOrganizations();
    });
    connect(&context.session, &Session::stateChanged, this, [this](Session::State state) {
        if (state == Session::State::Idle || state == Session::State::SignedOut)
            m_organizations.clear(); // whoever comes next, or wherever this goes, has others
        refresh();
        if (state == Session::State::Ready)
            readOrganizations();
    });
    connect(&context.workspaces, &Workspaces::changed, this, &PlaceButton::refresh);
    connect(&context.servers, &Servers::changed, this, &PlaceButton::refresh);
    refresh();
}

QSize PlaceButton::sizeHint() const
{
    return {placeHeight, placeHeight};
}

void PlaceButton::refresh()
{
    const Session &session = m_context.session;
    const api::Workspace *workspace = m_context.workspaces.current();
    const bool ready = session.isReady();
    m_first = ready ? session.organization().name : QStringLiteral("Tabletalk");
    m_second = !ready ? m_context.servers.name() : workspace ? workspace->name : session.user().fullName;
    if (ready && m_context.servers.all().size() > 1)
        m_second = tr("%1 · %2", "server · workspace").arg(m_context.servers.name(), m_second);
    m_unread = m_context.servers.unread();
    const QString spoken = !ready      ? tr("Not signed in")
                           : workspace ? tr("Organisation %1, workspace %2").arg(m_first, m_second)
                                       : tr("Organisation %1").arg(m_first);
    setAccessibleName(m_unread > 0 ? tr("%1; answers finished on other servers: %n", nullptr, m_unread).arg(spoken)
                                   : spoken);
    setToolTip(plain(accessibleName()).toHtmlEscaped());
    if (!m_menu->isVisible())
        fillMenu();
    update();
}

void PlaceButton::readOrganizations()
{
    if (!m_context.session.isReady())
        return;
    m_context.session.call<api::OrganizationList>("organizations.list", api::Empty{}, this,
                                                  [this](const Result<api::OrganizationList> &answer) {
                                                      if (!answer)
                                                          return; // an older server has one for each account
                                                      m_organizations = answer->items;
                                                      fillMenu();
                                                  });
}

void PlaceButton::fillMenu()
{
    m_menu->clear();
    qDeleteAll(m_menu->findChildren<QActionGroup *>(Qt::FindDirectChildrenOnly)); // which are not cleared with it
    addOrganizations();
    addWorkspaces();
    if (m_context.session.isReady())
        m_menu->addSeparator();
    addServers();
    QAction *join = m_menu->addAction(ui::icon(QStringLiteral("server"), IconTint::Muted), tr("Join a server…"));
    connect(join, &QAction::triggered, &m_context.navigator, &Navigator::joinServer);
}

/// All servers with how they stand, where there is more than one.
void PlaceButton::addServers()
{
    const std::vector<ServerStanding> all = m_context.servers.all();
    const bool onlyThis = all.empty() || (all.size() == 1 && all.front().isCurrent);
    if (onlyThis)
        return;
    m_menu->addSection(tr("Server"));
    auto *one = new QActionGroup(m_menu);
    for (const ServerStanding &each : all) {
        QString text = tr("%1 – %2", "server – how it stands").arg(each.name, standingText(each));
        if (each.unread > 0)
            text = tr("%1, %n finished", "%1: server and how it stands", each.unread).arg(text);
        QAction *action = m_menu->addAction(plain(text));
        action->setCheckable(true);
        action->setChecked(each.isCurrent);
        one->addAction(action);
        connect(action, &QAction::triggered, this, [this, url = each.url] { m_context.servers.use(url); });
    }
    m_menu->addSeparator();
}

void PlaceButton::addOrganizations()
{
    if (!m_context.session.isReady())
        return;
    m_menu->addSection(tr("Organisation"));
    auto *one = new QActionGroup(m_menu);
    std::vector<api::OrganizationSummary> known = m_organizations;
    if (known.empty())
        known.push_back({m_context.session.organization().id, m_context.session.organization().name, {}, {}});
    for (const api::OrganizationSummary &each : known) {
        QAction *action = m_menu->addAction(plain(each.name));
        action->setCheckable(true);
        action->setChecked(each.id == m_context.session.organization().id);
        one->addAction(action);
        connect(action, &QAction::triggered, this, [this, id = each.id] {
            if (id == m_context.session.organization().id)
                return;
            m_context.session.changeOrganization(id, this, [this](const Result<void> &answer) {
                if (!answer)
                    m_context.messages.report(answer.error());
                refresh();
            });
        });
    }
}

void PlaceButton::addWorkspaces()
{
    const auto &all = m_context.workspaces.all();
    const api::Workspace *current = m_context.workspaces.current();
    if (!m_context.session.isReady() || all.empty())
        return;
    m_menu->addSection(tr("Workspace"));
    auto *one = new QActionGroup(m_menu);
    for (const api::Workspace &each : all) {
        QAction *action = m_menu->addAction(plain(each.name));
        action->setCheckable(true);
        action->setChecked(current && each.id == current->id);
        one->addAction(action);
        connect(action, &QAction::triggered, this, [this, id = each.id] { m_context.workspaces.choose(id); });
    }
}

/// A mark with the first letter, two lines, an arrow; of these the mark alone where there is no room.
void PlaceButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &c = currentColors();
    QStyleOption option;
    option.initFrom(this);
    style()->drawPrimitive(QStyle::PE_Widget, &option, &painter, this);
    if (hasFocus() || underMouse()) {
        painter.setPen(hasFocus() ? QPen(c.focus, 2) : QPen(Qt::NoPen));
        painter.setBrush(underMouse() ? QBrush(c.raised) : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 8, 8);
    }
    const bool small = width() < 2 * placeHeight;
    const bool rightToLeft = layoutDirection() == Qt::RightToLeft;
    const int left = small ? (width() - markSize) / 2 : space::small;
    const auto place = [&](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    const QRect mark = place(QRect(left, (rect().height() - markSize) / 2, markSize, markSize));
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.accent);
    painter.drawRoundedRect(mark, markRadius, markRadius);
    painter.setPen(c.onAccent);
    painter.setFont(fontOf(TextStyle::Heading));
    painter.drawText(mark, Qt::AlignCenter, m_first.left(1).toUpper());
    if (m_unread > 0) { // the name says it as well
        painter.setPen(QPen(c.rail, 2));
        painter.setBrush(c.danger);
        const int out = dotSize / 2 + 2;
        painter.drawEllipse(place(QRect(left + markSize - out, mark.top() - out + space::tiny, dotSize, dotSize)));
    }
    if (small)
        return;
    const int textLeft = left + markSize + space::small;
    const int textWidth = width() - textLeft - arrowSize - space::small;
    const auto line = [&](int top, TextStyle style, const QColor &color, const QString &text) {
        painter.setFont(fontOf(style));
        painter.setPen(color);
        const QFontMetrics metrics(painter.font());
        painter.drawText(place(QRect(textLeft, top, textWidth, metrics.height())),
                         int(Qt::AlignVCenter) | int(rightToLeft ? Qt::AlignRight : Qt::AlignLeft),
                         metrics.elidedText(text, Qt::ElideRight, textWidth));
        return metrics.height();
    };
    const int both =
        QFontMetrics(fontOf(TextStyle::Strong)).height() + QFontMetrics(fontOf(TextStyle::Caption)).height();
    int top = (rect().height() - both) / 2;
    top += line(top, TextStyle::Strong, c.text, m_first);
    line(top, TextStyle::Caption, c.mutedText, m_second);
    const QRect arrow(width() - arrowSize - space::tiny, (rect().height() - arrowSize) / 2, arrowSize, arrowSize);
    ui::icon(QStringLiteral("chevron-down"), IconTint::Muted).paint(&painter, place(arrow));
}

} // namespace tabletalk::ui
