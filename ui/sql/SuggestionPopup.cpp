// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sql/SuggestionPopup.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/widgets/Announcer.h"

#include <QScreen>
#include <QScrollBar>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr int mostRowsShown = 8;
constexpr int narrowest = 220;
constexpr int widest = 460;

QString iconOf(SqlSuggestion::Kind kind)
{
    switch (kind) {
    case SqlSuggestion::Kind::Column:
        return QStringLiteral("column");
    case SqlSuggestion::Kind::Alias:
    case SqlSuggestion::Kind::Table:
        return QStringLiteral("table");
    case SqlSuggestion::Kind::Function:
    case SqlSuggestion::Kind::Keyword:
        break;
    }
    return QStringLiteral("code");
}

} // namespace

SuggestionPopup::SuggestionPopup(QWidget *parent)
    : QListWidget(parent)
{
    setObjectName(QStringLiteral("sqlSuggestions"));
    setAccessibleName(tr("Suggestions"));
    setWindowFlags(Qt::ToolTip | Qt::FramelessWindowHint);
    setAttribute(Qt::WA_ShowWithoutActivating);
    setFocusPolicy(Qt::NoFocus);
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextElideMode(Qt::ElideRight);
    hide();
}

void SuggestionPopup::offer(const std::vector<SqlSuggestion> &suggestions, const QRect &cursor)
{
    clear();
    if (suggestions.empty()) {
        hide();
        return;
    }
    for (const SqlSuggestion &suggestion : suggestions) {
        const QString text =
            suggestion.detail.isEmpty() ? suggestion.text : QString(suggestion.text + u"   " + suggestion.detail);
        addItem(new QListWidgetItem(icon(iconOf(suggestion.kind), IconTint::Muted), text));
    }
    setCurrentRow(0);
    const int rows = std::min(mostRowsShown, count());
    const int bar = count() > rows ? verticalScrollBar()->sizeHint().width() : 0;
    const int width = std::clamp(sizeHintForColumn(0) + bar + space::huge, narrowest, widest);
    resize(width, rows * sizeHintForRow(0) + 2 * frameWidth() + space::small);
    QPoint at = cursor.bottomLeft();
    if (const QScreen *screen = parentWidget()->screen()) {
        const QRect room = screen->availableGeometry();
        if (at.y() + height() > room.bottom())
            at.setY(cursor.top() - height());
        at.setX(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - width)));
    }
    move(at);
    show();
    raise();
    say();
}

void SuggestionPopup::step(int by)
{
    setCurrentRow(std::clamp(currentRow() + by, 0, count() - 1));
    say();
}

void SuggestionPopup::say()
{
    announce(*parentWidget(),
             tr("%1, suggestion %2 of %3").arg(currentItem()->text()).arg(currentRow() + 1).arg(count()));
}

} // namespace tabletalk::ui
