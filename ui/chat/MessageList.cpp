// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/MessageList.h"

#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QLayout>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <iterator>
#include <limits>

namespace tabletalk::ui {

namespace {

constexpr int guessedHeight = 420;
constexpr int gap = space::large;
constexpr int sideMargin = space::huge;
constexpr int mostPasses = 4;      ///< cards that come change the room for others
constexpr size_t mostCards = 24;   ///< that are only kept because they were seen just now
constexpr int whileDraggedMs = 80; ///< how long the bar has to rest before cards are made for its place
constexpr int lineOfText = 48;     ///< one step of an arrow key or the wheel
constexpr size_t mostOpened = 500; ///< cards of which it is remembered what was unfolded

} // namespace

MessageList::MessageList(Session &session, MakeCard makeCard, QWidget *parent)
    : QScrollArea(parent)
    , m_makeCard(std::move(makeCard))
    , m_session(session)
    , m_history(new MessageHistory(session, this))
    , m_heights(guessedHeight)
{
    setObjectName(QStringLiteral("answers"));
    setAccessibleName(tr("Messages"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalScrollBar()->setSingleStep(lineOfText);
    m_arrangeTimer.setSingleShot(true);
    connect(&m_arrangeTimer, &QTimer::timeout, this, &MessageList::arrange);
    m_fillTimer.setSingleShot(true);
    connect(&m_fillTimer, &QTimer::timeout, this, &MessageList::fillMore);
    connect(m_history, &MessageHistory::arrived, this, &MessageList::arrangeSoon);
    connect(m_history, &MessageHistory::failed, this, &MessageList::failed);
    connect(verticalScrollBar(), &QScrollBar::sliderReleased, this, &MessageList::arrange);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        // Not what the mouse is at: it would move away under it.
        if (now && viewport()->isAncestorOf(now) && QApplication::mouseButtons() == Qt::NoButton)
            ensureVisible(now);
    });
}

void MessageList::show(const api::MessagePage &page)
{
    clear();
    m_history->show(page);
    m_heights.reset(m_history->count());
    m_anchor = {std::max(0, count() - 1), -gap, false};
    arrange();
}

void MessageList::clear()
{
    for (const auto &[place, card] : m_cards) {
        card->hide();
        card->deleteLater();
    }
    m_cards.clear();
    m_opened.clear();
    m_history->clear();
    m_heights.reset(0);
    m_anchor = {};
    m_fillTimer.stop();
    applyAnchor();
    viewport()->update();
}

AnswerCard *MessageList::append(AnswerRun *run)
{
    const int place = m_history->append();
    m_heights.append();
    m_anchor = {place, -gap, false};
    makeAt(place, run);
    arrange();
    return m_cards.at(place);
}

bool MessageList::reveal(MessageId message)
{
    auto place = m_history->placeOf(message);
    for (const auto &[at, card] : m_cards) {
        if (card->run().state().messageId == message)
            place = at;
    }
    if (!place)
        return false;
    m_anchor = {*place, -gap, false};
    arrange();
    return true;
}

int MessageList::firstInView() const
{
    return count() == 0 ? -1 : inView(0).first;
}

// --- where things are -------------------------------------------------------

int MessageList::cardWidth() const
{
    return std::max(1, viewport()->width() - 2 * sideMargin);
}

/// The highest value of the bar.
qint64 MessageList::lowest() const
{
    return std::max<qint64>(0, m_heights.total() + gap - viewport()->height());
}

MessageList::Range MessageList::inView(int margin) const
{
    const qint64 top = verticalScrollBar()->value() - gap;
    return {m_heights.rowAt(top - margin), m_heights.rowAt(top + viewport()->height() + margin)};
}

QRect MessageList::cardRect(int place) const
{
    const qint64 top = gap + m_heights.top(place) - verticalScrollBar()->value();
    constexpr qint64 farAway = 1'000'000; // beyond what a window system can count
    return {sideMargin, int(std::clamp(top, -farAway, farAway)), cardWidth(), m_heights.height(place) - gap};
}

/// The first card that begins in view stays where it is, since what is above it may find another
/// height; at the very end the answer that is being written is followed.
void MessageList::takeAnchor()
{
    if (count() == 0)
        return;
    const qint64 value = verticalScrollBar()->value();
    const Range seen = inView(0);
    int place = seen.first;
    for (int at = seen.last; at >= seen.first; --at) {
        if (m_cards.contains(at) && m_heights.top(at) + gap >= value)
            place = at;
    }
    const auto last = m_cards.find(count() - 1);
    const bool isWritten = last != m_cards.end() && !last->second->run().state().isFinished();
    m_anchor = {place, value - m_heights.top(place) - gap, isWritten && value >= lowest() && value > 0};
}

void MessageList::applyAnchor()
{
    const auto most = int(std::min<qint64>(lowest(), std::numeric_limits<int>::max()));
    QScrollBar *bar = verticalScrollBar();
    bar->setPageStep(std::max(1, viewport()->height() - lineOfText));
    bar->setRange(0, most);
    if (count() == 0)
        return;
    const qint64 wanted = m_anchor.atEnd ? most : gap + m_heights.top(m_anchor.place) + m_anchor.offset;
    bar->setValue(int(std::clamp<qint64>(wanted, 0, most)));
}

/// Gives what is there its height; whether any changed.
bool MessageList::measure()
{
    const int width = cardWidth();
    bool changed = false;
    for (const auto &[place, card] : m_cards) {
        if (card->width() != width)
            card->resize(width, card->height());
        QLayout *layout = card->layout();
        layout->activate();
        const int height = layout->hasHeightForWidth() ? layout->totalHeightForWidth(width) : card->sizeHint().height();
        changed = changed || m_heights.height(place) != height + gap;
        m_heights.set(place, height + gap);
    }
    return changed;
}

void MessageList::placeCards()
{
    for (const auto &[place, card] : m_cards)
        card->setGeometry(cardRect(place));
}

// --- cards come and go ------------------------------------------------------

void MessageList::arrangeSoon()
{
    if (!m_arrangeTimer.isActive())
        m_arrangeTimer.start(0);
}

void MessageList::arrange()
{
    if (m_arranging)
        return;
    m_arranging = true;
    m_arrangeTimer.stop();
    settle();
    m_arranging = false;
    viewport()->update();
}

void MessageList::settle()
{
    for (int pass = 0; pass < mostPasses; ++pass) {
        measure();
        applyAnchor();
        if (!fill())
            break;
    }
    placeCards();
}

/// Makes the cards that are in view; whether any was made. Those around them come one by one
/// when there is nothing else to do, and none while the bar is being dragged past them.
bool MessageList::fill()
{
    if (count() == 0)
        return false;
    const Range near = inView(viewport()->height() / 2);
    m_history->want(near.first, near.last);
    if (verticalScrollBar()->isSliderDown()) {
        m_fillTimer.start(whileDraggedMs);
        return false;
    }
    bool made = false;
    const Range seen = inView(0);
    for (int place = seen.first; place <= seen.last; ++place)
        made = make(place) || made;
    if (!m_fillTimer.isActive())
        m_fillTimer.start(0);
    return made;
}

void MessageList::fillMore()
{
    if (count() == 0 || !isVisible())
        return;
    const Range seen = inView(0);
    const Range near = inView(viewport()->height() / 2);
    AnswerCard *made = nullptr;
    for (int place = seen.first; !made && place <= seen.last; ++place)
        made = make(place);
    for (int place = seen.last + 1; !made && place <= near.last; ++place)
        made = make(place);
    for (int place = seen.first - 1; !made && place >= near.first; --place)
        made = make(place);
    if (!made) {
        discardFar();
        return;
    }
    arrange();
    m_fillTimer.start(0);
}

/// The card of a place where it is not there yet but known what belongs on it.
AnswerCard *MessageList::make(int place)
{
    const AnswerState *state = m_history->at(place);
    if (!state || m_cards.contains(place))
        return nullptr;
    auto *run = new AnswerRun(m_session);
    run->setDatabase(m_history->database());
    run->restore(*state);
    makeAt(place, run);
    return m_cards.at(place);
}

void MessageList::makeAt(int place, AnswerRun *run)
{
    AnswerCard *card = m_makeCard(run, viewport());
    card->setAccessibleDescription(tr("Message %1 of %2").arg(place + 1).arg(count()));
    if (const auto opened = m_opened.find(place); opened != m_opened.end())
        card->setOpened(opened->second);
    card->installEventFilter(this);
    m_cards.emplace(place, card);
    card->setGeometry(cardRect(place));
    card->show();
    orderFocus(place);
}

/// Lets go of cards that are far from what is looked at, except where something is going on.
void MessageList::discardFar()
{
    const Range around = inView(viewport()->height() * 3 / 2);
    std::vector<int> far;
    for (const auto &[place, card] : m_cards) {
        const bool near = place >= around.first && place <= around.last;
        if ((!near || m_cards.size() - far.size() > mostCards) && !card->isInUse()
            && (place < inView(0).first || place > inView(0).last))
            far.push_back(place);
    }
    for (const int place : far)
        discard(place);
}

void MessageList::discard(int place)
{
    const auto found = m_cards.find(place);
    AnswerCard *card = found->second;
    m_history->keep(place, card->stateToKeep());
    if (m_opened.size() < mostOpened || m_opened.contains(place))
        m_opened.insert_or_assign(place, card->opened());
    m_cards.erase(found);
    card->removeEventFilter(this);
    card->hide();
    card->deleteLater();
}

/// The order of the keyboard and of screen readers is that of the messages, whichever was made first.
void MessageList::orderFocus(int place)
{
    const auto here = m_cards.find(place);
    if (const auto next = std::next(here); next != m_cards.end())
        here->second->stackUnder(next->second);
    QWidget *previous = this;
    for (const auto &[at, card] : m_cards) {
        std::vector<QWidget *> controls;
        for (QWidget *w = card->nextInFocusChain(); w && w != card; w = w->nextInFocusChain()) {
            if (w->focusPolicy() & Qt::TabFocus && card->isAncestorOf(w))
                controls.push_back(w);
        }
        for (QWidget *control : controls) {
            setTabOrder(previous, control);
            previous = control;
        }
    }
}

// --- events -----------------------------------------------------------------

bool MessageList::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest && !m_arranging)
        arrangeSoon();
    return QScrollArea::eventFilter(watched, event);
}

bool MessageList::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Paint)
        paintRoom();
    return QScrollArea::viewportEvent(event);
}

/// Where a card is still to come: its outline, with the question where it is known.
void MessageList::paintRoom()
{
    if (count() == 0)
        return;
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const Range seen = inView(0);
    for (int place = seen.first; place <= seen.last; ++place) {
        if (m_cards.contains(place))
            continue;
        constexpr int radius = 10;
        const QRect room = cardRect(place);
        painter.setPen(currentColors().line);
        painter.setBrush(currentColors().surface);
        painter.drawRoundedRect(QRectF(room).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
        const AnswerState *state = m_history->at(place);
        painter.setFont(fontOf(TextStyle::Heading));
        painter.setPen(currentColors().mutedText);
        painter.drawText(room.adjusted(space::large, space::large, -space::large, -space::large),
                         Qt::AlignTop | Qt::AlignLeft, state && !state->isStatement ? state->question : tr("…"));
    }
}

void MessageList::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    arrange();
}

void MessageList::scrollContentsBy(int, int)
{
    if (m_arranging)
        return;
    takeAnchor();
    arrange();
}

void MessageList::keyPressEvent(QKeyEvent *event)
{
    QScrollBar *bar = verticalScrollBar();
    if (event->matches(QKeySequence::MoveToStartOfDocument))
        bar->setValue(bar->minimum());
    else if (event->matches(QKeySequence::MoveToEndOfDocument))
        bar->setValue(bar->maximum());
    else
        QScrollArea::keyPressEvent(event);
}

bool MessageList::focusNextPrevChild(bool next)
{
    return QWidget::focusNextPrevChild(next); // NOLINT: QScrollArea's would ask for its one widget
}

void MessageList::ensureVisible(const QWidget *widget)
{
    const int top = widget->mapTo(viewport(), QPoint(0, 0)).y();
    const int bottom = top + widget->height();
    QScrollBar *bar = verticalScrollBar();
    if (top < gap || widget->height() > viewport()->height())
        bar->setValue(bar->value() + top - gap);
    else if (bottom > viewport()->height() - gap)
        bar->setValue(bar->value() + bottom - viewport()->height() + gap);
}

} // namespace tabletalk::ui
