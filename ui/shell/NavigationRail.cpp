// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/NavigationRail.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QEvent>
#include <QKeyEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QStyle>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace tabletalk::ui {

namespace {

constexpr int railWidth = 200;
constexpr int collapsedWidth = 56;
constexpr int iconSize = 18;
constexpr int headingIconSize = 12;
constexpr auto collapsedKey = "rail/collapsed";

struct GroupFacts
{
    PanelGroup id;
    const char *name; ///< in the settings
    const char *title;
};
constexpr GroupFacts groupFacts[] = {
    {PanelGroup::Ask, "ask", QT_TRANSLATE_NOOP("tabletalk::ui::NavigationRail", "Ask")},
    {PanelGroup::Data, "data", QT_TRANSLATE_NOOP("tabletalk::ui::NavigationRail", "Data")},
    {PanelGroup::Knowledge, "knowledge", QT_TRANSLATE_NOOP("tabletalk::ui::NavigationRail", "Knowledge")},
    {PanelGroup::Automation, "automation", QT_TRANSLATE_NOOP("tabletalk::ui::NavigationRail", "Automation")},
    {PanelGroup::Organization, "organization", QT_TRANSLATE_NOOP("tabletalk::ui::NavigationRail", "Organisation")},
    {PanelGroup::Platform, "platform", QT_TRANSLATE_NOOP("tabletalk::ui::NavigationRail", "Platform")},
};

const GroupFacts &factsOf(PanelGroup id)
{
    return *std::ranges::find(groupFacts, id, &GroupFacts::id);
}

QString closedKey(PanelGroup id)
{
    return QStringLiteral("rail/closed/") + QLatin1StringView(factsOf(id).name);
}

} // namespace

NavigationRail::NavigationRail(QWidget *parent)
    : QFrame(parent)
    , m_column(new QVBoxLayout(this))
    , m_scroll(new QScrollArea(this))
    , m_top(new QVBoxLayout)
    , m_bottom(new QVBoxLayout)
    , m_group(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("rail"));
    setAccessibleName(tr("Panels"));
    setProperty("rail", true);
    setProperty("arrowKeys", true);
    m_column->setContentsMargins(space::small, space::small, space::small, space::small);
    m_column->setSpacing(space::small);
    m_top->setSpacing(0);
    m_bottom->setSpacing(0);
    auto *inside = new QWidget(m_scroll);
    auto *fill = new QVBoxLayout(inside);
    fill->setContentsMargins(0, 0, 0, 0);
    fill->addLayout(m_top);
    fill->addStretch();
    m_scroll->setWidget(inside);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_column->addWidget(m_scroll, 1);
    m_column->addLayout(m_bottom);
    m_toggle = makeRow(tr("Smaller"), QStringLiteral("sidebar"));
    m_toggle->setObjectName(QStringLiteral("railToggle"));
    m_toggle->setFocusPolicy(Qt::ClickFocus);
    m_column->addWidget(m_toggle);
    connect(m_toggle, &QToolButton::clicked, this, &NavigationRail::toggle);
    m_collapsed = QSettings().value(QLatin1StringView(collapsedKey)).toBool();
    arrange();
}

void NavigationRail::setHeader(QWidget *header)
{
    m_header = header;
    m_column->insertWidget(0, header);
    arrange();
}

QToolButton *NavigationRail::makeRow(const QString &text, const QString &iconName)
{
    auto *button = new QToolButton(this);
    button->setProperty("rail", true);
    button->setText(text);
    button->setAccessibleName(text);
    button->setIcon(ui::icon(iconName, IconTint::Muted));
    button->setIconSize(QSize(iconSize, iconSize));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // a scroll bar takes some of the width
    button->setCursor(Qt::PointingHandCursor);
    button->installEventFilter(this);
    return button;
}

NavigationRail::Group &NavigationRail::groupOf(PanelGroup id)
{
    if (const auto known = m_groups.find(id); known != m_groups.end())
        return known->second;
    const QString title = tr(factsOf(id).title);
    Group made;
    made.open = !QSettings().value(closedKey(id)).toBool();
    made.heading = makeRow(title, QStringLiteral("chevron-down"));
    made.heading->setObjectName(QStringLiteral("railGroup.") + QLatin1StringView(factsOf(id).name));
    made.heading->setProperty("railHeading", true);
    made.heading->setIconSize(QSize(headingIconSize, headingIconSize));
    made.heading->setFont(fontOf(TextStyle::Caption));
    made.heading->setFocusPolicy(Qt::ClickFocus);
    made.rows = new QVBoxLayout;
    made.rows->setSpacing(1);
    m_top->addWidget(made.heading);
    m_top->addLayout(made.rows);
    connect(made.heading, &QToolButton::clicked, this, [this, id] { openGroup(id, !groupOf(id).open); });
    return m_groups.emplace(id, made).first->second;
}

void NavigationRail::add(const ui::Panel &panel, int number)
{
    const QString id = panel.id();
    Entry entry;
    entry.title = panel.title();
    entry.toolTip = number <= 9 ? QStringLiteral("%1 (Ctrl+%2)").arg(panel.title()).arg(number) : panel.title();
    entry.group = panel.group();
    entry.atBottom = panel.atBottom();
    entry.button = makeRow(panel.title(), panel.iconName());
    entry.button->setObjectName(QStringLiteral("rail.") + id);
    entry.button->setCheckable(true);
    entry.button->setFocusPolicy(Qt::TabFocus);
    m_group->addButton(entry.button);
    connect(entry.button, &QToolButton::clicked, this, [this, id] { Q_EMIT chosen(id); });
    if (entry.atBottom)
        m_bottom->addWidget(entry.button);
    else
        groupOf(entry.group).rows->addWidget(entry.button);
    m_entries.insert(id, entry);
    arrange();
}

void NavigationRail::openGroup(PanelGroup id, bool open)
{
    groupOf(id).open = open;
    QSettings().setValue(closedKey(id), !open);
    arrange();
}

void NavigationRail::setCollapsed(bool collapsed)
{
    if (collapsed == m_collapsed)
        return;
    m_collapsed = collapsed;
    QSettings().setValue(QLatin1StringView(collapsedKey), collapsed);
    arrange();
    Q_EMIT collapsedChanged(isCollapsed());
}

void NavigationRail::setNarrow(bool narrow)
{
    if (narrow == m_narrow)
        return;
    m_narrow = narrow;
    arrange();
    Q_EMIT collapsedChanged(isCollapsed());
}

void NavigationRail::showWords(QToolButton *button, const QString &text, const QString &toolTip)
{
    const bool small = isCollapsed();
    button->setToolTip(small || toolTip != text ? toolTip : QString());
    button->setToolButtonStyle(small ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    const int drawing = button->iconSize().height();
    button->setIconSize(QSize(small ? drawing : drawing + space::tiny, drawing));
    setStyleClass(button, "collapsed", small);
    button->updateGeometry(); // the style sheet measures it anew, and does not say so
}

/// Shows what fits and is permitted. As pictures alone, groups are told apart by a gap, and all are open.
void NavigationRail::arrange()
{
    const bool small = isCollapsed();
    setFixedWidth(small ? collapsedWidth : railWidth);
    // Beside pictures there is no room for a bar; the wheel and the arrow keys move them all the same.
    m_scroll->setVerticalScrollBarPolicy(small ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    for (auto &[id, group] : m_groups) {
        const bool any =
            std::ranges::any_of(m_entries, [&](const Entry &e) { return e.group == id && e.available && !e.atBottom; });
        const bool alone = std::ranges::none_of(
            m_entries, [&](const Entry &e) { return e.group != id && e.available && !e.atBottom; });
        const bool shown = any && !alone && !small;
        group.heading->setVisible(shown);
        group.heading->setIcon(
            ui::icon(group.open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"), IconTint::Muted));
        group.heading->setAccessibleDescription(group.open ? tr("open") : tr("closed"));
        group.rows->setContentsMargins(0, 0, 0, any ? space::small : 0);
    }
    for (const Entry &entry : std::as_const(m_entries)) {
        const auto group = m_groups.find(entry.group);
        const bool open =
            small || entry.atBottom || group == m_groups.end() || group->second.open || entry.button->isChecked();
        entry.button->setVisible(entry.available && open);
        showWords(entry.button, entry.title, entry.toolTip);
    }
    showWords(m_toggle, m_toggle->text(), small ? tr("Show names (Ctrl+B)") : tr("Show pictures alone (Ctrl+B)"));
    m_toggle->setAccessibleName(small ? tr("Show the names of the panels") : tr("Show the panels as pictures alone"));
    m_toggle->setVisible(!m_narrow);
    if (m_header)
        setStyleClass(m_header, "collapsed", small);
}

void NavigationRail::setCurrent(const QString &id)
{
    m_current = id;
    const auto entry = m_entries.constFind(id);
    if (entry == m_entries.constEnd())
        return;
    entry->button->setChecked(true);
    for (const Entry &each : std::as_const(m_entries)) // one stop of the Tab key
        each.button->setFocusPolicy(each.button->isChecked() ? Qt::TabFocus : Qt::NoFocus);
    arrange(); // one of a closed group is shown while it is the current one
    m_scroll->ensureWidgetVisible(entry->button);
}

void NavigationRail::setAvailable(const QString &id, bool available)
{
    const auto entry = m_entries.find(id);
    if (entry == m_entries.end() || entry->available == available)
        return;
    entry->available = available;
    arrange();
}

bool NavigationRail::isAvailable(const QString &id) const
{
    const auto entry = m_entries.constFind(id);
    return entry != m_entries.constEnd() && entry->available;
}

std::vector<QToolButton *> NavigationRail::inOrder() const
{
    std::vector<QToolButton *> all;
    const auto append = [&all](const QVBoxLayout *layout) {
        for (int i = 0; i < layout->count(); ++i) {
            if (auto *button = qobject_cast<QToolButton *>(layout->itemAt(i)->widget()))
                all.push_back(button);
        }
    };
    for (const auto &[id, group] : m_groups) {
        all.push_back(group.heading);
        append(group.rows);
    }
    append(m_bottom);
    all.push_back(m_toggle);
    std::erase_if(all, [](const QToolButton *button) { return !button->isVisible(); });
    return all;
}

bool NavigationRail::moveFocus(QToolButton *from, int key)
{
    if (key == Qt::Key_Left || key == Qt::Key_Right) {
        for (const auto &[id, group] : m_groups) {
            const bool within = std::ranges::any_of(
                m_entries, [&](const Entry &e) { return e.button == from && e.group == id && !e.atBottom; });
            if (group.heading != from && !within)
                continue;
            if (isCollapsed())
                return true;
            openGroup(id, key == Qt::Key_Right);
            if (!from->isVisible())
                group.heading->setFocus(Qt::TabFocusReason);
            return true;
        }
        return false;
    }
    const std::vector<QToolButton *> all = inOrder();
    const auto at = std::ranges::find(all, from);
    if (at == all.end())
        return false;
    const auto last = std::ptrdiff_t(all.size()) - 1;
    std::ptrdiff_t place = at - all.begin();
    switch (key) {
    case Qt::Key_Up:
        --place;
        break;
    case Qt::Key_Down:
        ++place;
        break;
    case Qt::Key_Home:
        place = 0;
        break;
    case Qt::Key_End:
        place = last;
        break;
    default:
        return false;
    }
    QToolButton *next = all[std::size_t(std::clamp<std::ptrdiff_t>(place, 0, last))];
    if (next->isCheckable())
        next->click(); // a panel is shown as soon as it is reached, and leaves the focus here
    next->setFocus(Qt::TabFocusReason);
    return true;
}

bool NavigationRail::eventFilter(QObject *watched, QEvent *event)
{
    auto *button = qobject_cast<QToolButton *>(watched);
    if (button && event->type() == QEvent::FocusIn && m_scroll->isAncestorOf(button))
        m_scroll->ensureWidgetVisible(button);
    if (button && event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            button->click();
            return true;
        }
        if (key->modifiers() == Qt::NoModifier && moveFocus(button, key->key()))
            return true;
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace tabletalk::ui
