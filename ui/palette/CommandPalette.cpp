// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/CommandPalette.h"

#include "ui/palette/PaletteDelegate.h"
#include "ui/palette/PaletteModel.h"
#include "ui/palette/PaletteSearch.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Announcer.h"

#include <QApplication>
#include <QBoxLayout>
#include <QGraphicsDropShadowEffect>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QScrollBar>

#include <algorithm>

namespace tabletalk::ui {

namespace {

constexpr int widest = 640;
constexpr int highest = 440;
constexpr int fromTop = 72;
constexpr int linesOfAPage = 8;

} // namespace

CommandPalette::CommandPalette(WindowContext &context, QWidget *window)
    : QFrame(window)
    , m_model(new PaletteModel(this))
    , m_search(new PaletteSearch(context, this))
    , m_field(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_nothing(makeLabel(tr("Nothing fits these words."), TextStyle::Body, true, this))
{
    setObjectName(QStringLiteral("palette"));
    setAccessibleName(tr("Find anything"));
    setProperty("overlay", true); // "palette" is a property of every widget
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::small, space::small, space::small, space::small);
    column->setSpacing(space::small);
    m_field->setObjectName(QStringLiteral("paletteField"));
    m_field->setAccessibleName(tr("Find a panel, action, table, conversation…"));
    m_field->setAccessibleDescription(tr("Arrow keys choose, Enter does it, Escape closes."));
    m_field->setPlaceholderText(tr("Find a panel, action, table, conversation…"));
    m_field->addAction(icon(QStringLiteral("search"), IconTint::Muted), QLineEdit::LeadingPosition);
    m_field->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("What fits"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus); // the field keeps it; arrow keys there choose here
    m_list->setProperty("plain", true);
    m_list->setUniformItemSizes(false);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setMouseTracking(true);
    m_nothing->setObjectName(QStringLiteral("paletteNothing"));
    m_nothing->setContentsMargins(space::medium, space::medium, space::medium, space::medium);
    column->addWidget(m_field);
    column->addWidget(m_list, 1);
    column->addWidget(m_nothing);
    auto *shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(32);
    shadow->setOffset(0, 8);
    shadow->setColor(QColor(0, 0, 0, 90));
    setGraphicsEffect(shadow);
    hide();
    window->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::type);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) {
        choose(index.row());
        runChosen();
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, &CommandPalette::onReset);
    connect(m_search, &PaletteSearch::found, m_model, &PaletteModel::setRemote);
}

void CommandPalette::open()
{
    if (isVisible())
        return close();
    m_focusBefore = QApplication::focusWidget();
    m_model->clearRemote();
    m_model->setLocal(m_search->local());
    m_field->clear();
    type({});
    place();
    show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::close()
{
    m_search->cancel();
    const QPointer<QWidget> before = m_focusBefore;
    m_focusBefore = nullptr;
    hide();
    if (before && before->isVisible())
        before->setFocus(Qt::OtherFocusReason);
}

void CommandPalette::type(const QString &typed)
{
    m_moved = false;
    m_chosenId.clear();
    m_model->clearRemote();
    m_model->setTyped(typed);
    m_search->search(typed);
}

void CommandPalette::onReset()
{
    int row = 0;
    for (int i = 0; m_moved && i < m_model->rowCount(); ++i) {
        if (m_model->index(i).data(PaletteModel::IdRole).toString() == m_chosenId)
            row = i;
    }
    m_list->setVisible(m_model->rowCount() > 0);
    m_nothing->setVisible(m_model->rowCount() == 0);
    if (m_model->rowCount() > 0)
        choose(row);
}

void CommandPalette::choose(int row)
{
    const QModelIndex index = m_model->index(std::clamp(row, 0, std::max(0, m_model->rowCount() - 1)));
    if (!index.isValid())
        return;
    m_chosenId = index.data(PaletteModel::IdRole).toString();
    m_list->setCurrentIndex(index);
    if (index.row() == 0)
        m_list->scrollToTop(); // the heading too
    if (m_moved)
        announce(*this, index.data(Qt::AccessibleTextRole).toString());
}

void CommandPalette::runChosen()
{
    const int row = m_list->currentIndex().row();
    if (row < 0 || m_model->rowCount() == 0)
        return;
    close();
    m_model->run(row);
}

bool CommandPalette::onKey(int key, Qt::KeyboardModifiers modifiers)
{
    const int row = m_list->currentIndex().row();
    const int last = m_model->rowCount() - 1;
    const auto move = [this](int to) {
        m_moved = true;
        choose(to);
        return true;
    };
    switch (key) {
    case Qt::Key_Down:
        return move(row >= last ? 0 : row + 1);
    case Qt::Key_Up:
        return move(row <= 0 ? last : row - 1);
    case Qt::Key_PageDown:
        return move(std::min(row + linesOfAPage, last));
    case Qt::Key_PageUp:
        return move(std::max(row - linesOfAPage, 0));
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        return true; // it stays in the field
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runChosen();
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_K:
        if (modifiers & Qt::ControlModifier)
            close();
        return modifiers & Qt::ControlModifier;
    default:
        return false;
    }
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (event->type() == QEvent::ShortcutOverride) {
            // Enter, Esc and arrows are meant for the palette, whatever they do elsewhere.
            if (key->key() == Qt::Key_Escape || key->key() == Qt::Key_Return)
                event->accept();
            return false;
        }
        return onKey(key->key(), key->modifiers());
    }
    if (watched == m_field && event->type() == QEvent::FocusOut && isVisible()
        && static_cast<QFocusEvent *>(event)->reason() != Qt::ActiveWindowFocusReason
        && static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason) {
        m_focusBefore = nullptr; // somebody chose another place
        close();
    }
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        place();
    if (watched == parentWidget() && event->type() == QEvent::MouseButtonPress && isVisible())
        close();
    return QFrame::eventFilter(watched, event);
}

void CommandPalette::place()
{
    const QSize room = parentWidget()->size();
    const int width = std::min(widest, room.width() - 2 * space::huge);
    const int height = std::min(highest, room.height() - fromTop - space::huge);
    setGeometry((room.width() - width) / 2, fromTop, width, height);
}

} // namespace tabletalk::ui
