// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/DialogHelp.h"

#include "ui/help/HelpWindow.h"
#include "ui/theme/Metrics.h"

#include <QApplication>
#include <QBoxLayout>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFileDialog>
#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <array>

namespace tabletalk::ui {

namespace {

struct ChapterOfDialog
{
    const char *dialog; ///< its class, or its object name
    const char *place;
};

constexpr std::array chapters{
    ChapterOfDialog{"AddressDialog", "user-guide#documents"},
    ChapterOfDialog{"AgentDialog", "user-guide#agents"},
    ChapterOfDialog{"CellDialog", "user-guide#large-results-charts-and-exports"},
    ChapterOfDialog{"ConnectWizard", "user-guide#connecting-a-database"},
    ChapterOfDialog{"EntryDialog", "user-guide#your-own-words"},
    ChapterOfDialog{"ExportProgress", "user-guide#large-results-charts-and-exports"},
    ChapterOfDialog{"JoinDialog", "user-guide#servers"},
    ChapterOfDialog{"PinDialog", "user-guide#dashboards"},
    ChapterOfDialog{"ProofDialog", "user-guide#why-nothing-can-be-changed"},
    ChapterOfDialog{"SaveDialog", "user-guide#saved-questions"},
    ChapterOfDialog{"ScheduleDialog", "user-guide#schedules"},
    ChapterOfDialog{"SelectionDialog", "user-guide#choosing-tables"},
    ChapterOfDialog{"ShareDialog", "user-guide#showing-a-conversation-to-others"},
    ChapterOfDialog{"SignOnDialog", "administrator-guide#single-sign-on"},
    ChapterOfDialog{"StatisticsDialog", "user-guide#answers"},
    ChapterOfDialog{"TextDialog", "user-guide#documents"},
    ChapterOfDialog{"WorkflowEditor", "user-guide#workflows"},
    ChapterOfDialog{"outboundDialog", "user-guide#with-a-language-model"},
    ChapterOfDialog{"trustQuestion", "user-guide#servers"},
};
constexpr auto elsewhere = "user-guide#finding-your-way";

/// Those of Qt, whose looks are its own or the system's.
bool isShortQuestion(const QDialog &dialog)
{
    return qobject_cast<const QMessageBox *>(&dialog) || qobject_cast<const QInputDialog *>(&dialog);
}

bool isFoot(const QWidget *widget)
{
    return qobject_cast<const QPushButton *>(widget) || qobject_cast<const QDialogButtonBox *>(widget);
}

/// The last box that has a button in it, also one within a part of the dialog, and where in it that is.
struct Foot
{
    QBoxLayout *box = nullptr;
    int at = -1;
};
Foot footIn(QLayout *layout)
{
    auto *box = qobject_cast<QBoxLayout *>(layout);
    for (int i = layout ? layout->count() - 1 : -1; i >= 0; --i) {
        QLayoutItem *item = layout->itemAt(i);
        if (box && isFoot(item->widget()))
            return {box, i};
        QLayout *inner = item->layout();
        if (!inner && item->widget())
            inner = item->widget()->layout();
        if (const Foot found = footIn(inner); found.box)
            return found;
    }
    return {};
}

bool hasStretch(const QBoxLayout &row)
{
    for (int i = 0; i < row.count(); ++i) {
        if (row.stretch(i) > 0 || (row.itemAt(i)->spacerItem() && row.itemAt(i)->expandingDirections() != 0))
            return true;
    }
    return false;
}

/// At the left of the row of buttons, as desktops have it.
void putIntoFoot(QDialog &dialog, QToolButton *mark)
{
    const Foot foot = footIn(dialog.layout());
    if (!foot.box) {
        if (auto *column = qobject_cast<QBoxLayout *>(dialog.layout()))
            column->addWidget(mark, 0, Qt::AlignLeft);
        return;
    }
    if (foot.box->direction() == QBoxLayout::LeftToRight) {
        if (!hasStretch(*foot.box))
            foot.box->insertStretch(0);
        foot.box->insertWidget(0, mark, 0, Qt::AlignVCenter);
        return;
    }
    // A button alone below the rest gets a row.
    QLayoutItem *alone = foot.box->takeAt(foot.at);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addWidget(mark, 0, Qt::AlignVCenter);
    row->addStretch();
    row->addItem(alone);
    foot.box->insertLayout(foot.at, row);
}

} // namespace

DialogHelp::DialogHelp(Theme &theme, QWidget &part)
    : QObject(&part)
    , m_theme(theme)
    , m_part(part)
{
    qApp->installEventFilter(this);
}

QString DialogHelp::placeOf(const QDialog &dialog)
{
    if (const QString own = dialog.property("helpPlace").toString(); !own.isEmpty())
        return own;
    const QString named = QString::fromLatin1(dialog.metaObject()->className()).section(QStringLiteral("::"), -1);
    const auto known = std::ranges::find_if(chapters, [&](const ChapterOfDialog &each) {
        return named == QLatin1StringView(each.dialog) || dialog.objectName() == QLatin1StringView(each.dialog);
    });
    if (known != chapters.end())
        return QString::fromLatin1(known->place);
    for (const QWidget *at = dialog.parentWidget(); at; at = at->parentWidget()) {
        if (const QString place = at->property("helpPlace").toString(); !place.isEmpty())
            return place;
        if (const auto *around = qobject_cast<const QDialog *>(at))
            return placeOf(*around);
    }
    return QString::fromLatin1(elsewhere);
}

bool DialogHelp::isOurs(const QDialog &dialog) const
{
    if (dialog.objectName() == QLatin1StringView("helpWindow") || qobject_cast<const QFileDialog *>(&dialog))
        return false;
    for (const QWidget *at = dialog.parentWidget(); at; at = at->parentWidget()) {
        if (at == m_part.window())
            return true;
    }
    return false;
}

void DialogHelp::offer(QDialog &dialog)
{
    const QString place = placeOf(dialog);
    if (isShortQuestion(dialog)) {
        addHelpKey(dialog, m_theme, place);
        return;
    }
    QToolButton *mark = offerHelp(dialog, m_theme, place);
    if (!dialog.windowTitle().isEmpty())
        mark->setAccessibleName(QCoreApplication::translate("HelpWindow", "Help about “%1”").arg(dialog.windowTitle()));
    putIntoFoot(dialog, mark);
    mark->show(); // the dialog has shown its children already
}

bool DialogHelp::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Show || !watched->isWidgetType())
        return false;
    auto *dialog = qobject_cast<QDialog *>(watched);
    constexpr auto offered = "helpOffered";
    if (dialog && isOurs(*dialog) && !dialog->property(offered).toBool()) {
        dialog->setProperty(offered, true);
        if (!dialog->findChild<QToolButton *>(QStringLiteral("dialogHelp")))
            offer(*dialog);
    }
    return false;
}

} // namespace tabletalk::ui
