// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Controls.h"

#include "ui/help/HelpButton.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ScrollColumn.h"

#include <QBoxLayout>
#include <QFrame>
#include <QLabel>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>

namespace tabletalk::ui {

QPushButton *makeButton(const QString &objectName, const QString &text, ButtonKind kind, QWidget *parent,
                        const QString &iconName)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(objectName);
    button->setAccessibleName(text);
    button->setAutoDefault(false);
    button->setCursor(Qt::PointingHandCursor);
    IconTint tint = IconTint::Text;
    if (kind == ButtonKind::Primary) {
        button->setProperty("primary", true);
        tint = IconTint::OnAccent;
    } else if (kind == ButtonKind::Quiet) {
        button->setProperty("quiet", true);
        tint = IconTint::Muted;
    } else if (kind == ButtonKind::Danger) {
        button->setProperty("danger", true);
        tint = IconTint::Danger;
    }
    if (!iconName.isEmpty())
        button->setIcon(icon(iconName, tint));
    if (!text.isEmpty()) // the style parts drawing and words too little
        button->setIconSize(button->iconSize() + QSize(space::tiny, 0));
    return button;
}

QFrame *makeCard(QWidget *parent, QVBoxLayout **layout)
{
    auto *card = new QFrame(parent);
    card->setProperty("card", true);
    *layout = new QVBoxLayout(card);
    (*layout)->setContentsMargins(space::large, space::large, space::large, space::large);
    (*layout)->setSpacing(space::medium);
    return card;
}

QLabel *makeBadge(const QString &text, const char *kind, QWidget *parent)
{
    auto *badge = new QLabel(text, parent);
    badge->setFont(fontOf(TextStyle::Caption));
    badge->setTextFormat(Qt::PlainText);
    badge->setProperty("badge", QString::fromLatin1(kind));
    badge->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    return badge;
}

QFrame *makeSeparator(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setProperty("separator", true);
    line->setFixedHeight(1);
    return line;
}

QWidget *makePage(const QString &title, const QString &subtitle, QWidget *parent, QVBoxLayout **layout)
{
    auto *scroll = new QScrollArea(parent);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *outer = new ScrollColumn(scroll);
    auto *row = new QHBoxLayout(outer);
    row->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    auto *inner = new QWidget(outer);
    inner->setMaximumWidth(readableWidth);
    row->addStretch(1);
    row->addWidget(inner, 1000);
    row->addStretch(1);
    *layout = new QVBoxLayout(inner);
    (*layout)->setContentsMargins(0, 0, 0, 0);
    (*layout)->setSpacing(space::large);
    auto *heading = new QVBoxLayout;
    heading->setSpacing(space::tiny);
    auto *first = new QHBoxLayout;
    first->addWidget(makeLabel(title, TextStyle::Title, false, inner), 1);
    first->addWidget(makeHelpButton(inner), 0, Qt::AlignTop);
    heading->addLayout(first);
    if (!subtitle.isEmpty())
        heading->addWidget(makeLabel(subtitle, TextStyle::Body, true, inner));
    (*layout)->addLayout(heading);
    scroll->setWidget(outer);
    return scroll;
}

bool confirm(QWidget *parent, const QString &title, const QString &text, const QString &action)
{
    // Its parent may end while it is open, and take it along.
    const QPointer<QMessageBox> box = new QMessageBox(QMessageBox::Question, title, text, QMessageBox::Cancel, parent);
    box->setObjectName(QStringLiteral("confirm"));
    box->setTextFormat(Qt::PlainText); // it quotes what others wrote
    const QPushButton *yes = box->addButton(action, QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    box->exec();
    const bool isYes = box && box->clickedButton() == yes;
    delete box.data();
    return isYes;
}

} // namespace tabletalk::ui
