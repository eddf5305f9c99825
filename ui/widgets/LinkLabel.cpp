// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/LinkLabel.h"

#include "ui/theme/Theme.h"

#include <QEvent>

namespace tabletalk::ui {

LinkLabel::LinkLabel(QWidget *parent)
    : QLabel(parent)
{
    setFont(fontOf(TextStyle::Body));
    setTextFormat(Qt::RichText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

/// A label keeps the colours of the moment in which its text was set.
void LinkLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || text().isEmpty())
        return;
    const QString same = text();
    clear();
    setText(same);
}

} // namespace tabletalk::ui
