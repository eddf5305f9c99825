// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Notice.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/IconLabel.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr int iconSize = 20;

const char *nameOf(Notice::Kind kind)
{
    switch (kind) {
    case Notice::Kind::Danger:
        return "danger";
    case Notice::Kind::Warning:
        return "warning";
    case Notice::Kind::Success:
        return "success";
    case Notice::Kind::Accent:
        return "accent";
    }
    return "accent";
}

QIcon iconOf(Notice::Kind kind)
{
    switch (kind) {
    case Notice::Kind::Danger:
        return icon(QStringLiteral("warning"), IconTint::Danger);
    case Notice::Kind::Warning:
        return icon(QStringLiteral("warning"), IconTint::Warning);
    case Notice::Kind::Success:
        return icon(QStringLiteral("check"), IconTint::Success);
    case Notice::Kind::Accent:
        return icon(QStringLiteral("info"), IconTint::Accent);
    }
    return {};
}

QString detailOf(const Problem &problem)
{
    QStringList parts;
    if (!problem.detail.isEmpty())
        parts.append(problem.detail);
    for (const FieldError &error : problem.errors)
        parts.append(QStringLiteral("%1: %2").arg(error.path, error.message));
    return parts.join(u'\n');
}

} // namespace

QString problemText(const Problem &problem)
{
    QStringList parts{problem.title, detailOf(problem), problem.hint};
    parts.removeAll(QString());
    return parts.join(u'\n');
}

Notice::Notice(QWidget *parent)
    : QFrame(parent)
    , m_icon(new IconLabel({}, iconSize, this))
    , m_lines(new QVBoxLayout)
    , m_title(makeLabel({}, TextStyle::Strong, false, this))
    , m_detail(makeLabel({}, TextStyle::Body, false, this))
    , m_hint(makeLabel({}, TextStyle::Body, true, this))
{
    setObjectName(QStringLiteral("notice"));
    m_title->setObjectName(QStringLiteral("noticeTitle"));
    m_detail->setObjectName(QStringLiteral("noticeDetail"));
    m_hint->setObjectName(QStringLiteral("noticeHint"));
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_lines->setSpacing(space::tiny);
    m_lines->addWidget(m_title);
    m_lines->addWidget(m_detail);
    m_lines->addWidget(m_hint);
    m_lines->addStretch(); // where there is more room than words, they stay together
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::medium, space::medium, space::medium, space::medium);
    row->setSpacing(space::medium);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(m_lines, 1);
    hide();
}

void Notice::show(const Problem &problem)
{
    // A detail that only repeats the title is noise.
    show(Kind::Danger, problem.title, detailOf(problem) == problem.title ? QString() : detailOf(problem));
    m_hint->setText(problem.hint);
    m_hint->setVisible(!problem.hint.isEmpty());
    setAccessibleName(problemText(problem));
}

void Notice::show(Kind kind, const QString &title, const QString &detail)
{
    setStyleClass(this, "notice", QString::fromLatin1(nameOf(kind)));
    m_icon->setIcon(iconOf(kind));
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
    m_hint->hide();
    setAccessibleName(detail.isEmpty() ? title : QString(title + u'\n' + detail));
    setVisible(true);
}

void Notice::addButton(QPushButton *button)
{
    layout()->addWidget(button);
    layout()->setAlignment(button, Qt::AlignTop);
    layout()->setContentsMargins(space::medium, space::small, space::small, space::small);
    // The first line and the drawing are as high as the button, so that all stand on one line.
    const int spare = std::max(0, button->sizeHint().height() - m_title->sizeHint().height());
    m_lines->setContentsMargins(0, spare / 2, 0, spare - spare / 2);
    m_icon->setFixedHeight(std::max(iconSize, button->sizeHint().height()));
}

QString Notice::text() const
{
    return accessibleName();
}

} // namespace tabletalk::ui
