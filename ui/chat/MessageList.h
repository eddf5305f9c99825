// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chat/AnswerCard.h"
#include "ui/chat/MessageHistory.h"
#include "ui/chat/RowHeights.h"

#include <QScrollArea>
#include <QTimer>

#include <functional>
#include <map>

namespace tabletalk::ui {

/// The messages of a conversation of any length. Only those near what is looked at are cards; the
/// others are room of the height that they had or may have. What is in view stays where it is when
/// something above it comes or grows, and an answer that is being written is followed.
class MessageList : public QScrollArea
{
    Q_OBJECT

public:
    /// Makes the card of an answer; the parent is what it lies in.
    using MakeCard = std::function<AnswerCard *(AnswerRun *run, QWidget *parent)>;

    MessageList(Session &session, MakeCard makeCard, QWidget *parent = nullptr);

    /// A conversation at its end.
    void show(const api::MessagePage &page);
    using QScrollArea::show;
    void clear();
    /// A question that is asked now, with its top in view.
    AnswerCard *append(AnswerRun *run);
    /// Scrolls to a message; false when it is not known where it stands.
    bool reveal(MessageId message);

    int count() const { return m_heights.count(); }
    int liveCards() const { return int(m_cards.size()); }
    /// The place of the first message that is at least partly in view; -1 when there is none.
    int firstInView() const;

Q_SIGNALS:
    void failed(const tabletalk::Problem &why);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    /// What stays where it is while everything around it changes.
    struct Anchor
    {
        int place = 0;
        qint64 offset = 0; ///< of the top of what is in view from the top of that message
        bool atEnd = false;
    };
    struct Range
    {
        int first;
        int last;
    };

    void arrange();
    void arrangeSoon();
    void settle();
    bool fill();
    void fillMore();
    AnswerCard *make(int place);
    void makeAt(int place, AnswerRun *run);
    void discardFar();
    void discard(int place);
    bool measure();
    void applyAnchor();
    void takeAnchor();
    void placeCards();
    void orderFocus(int place);
    void ensureVisible(const QWidget *widget);
    void paintRoom();
    QRect cardRect(int place) const;
    int cardWidth() const;
    Range inView(int margin) const;
    qint64 lowest() const;

    const MakeCard m_makeCard;
    Session &m_session;
    MessageHistory *m_history;
    RowHeights m_heights;
    std::map<int, AnswerCard *> m_cards;
    std::map<int, AnswerCard::Opened> m_opened; ///< what was unfolded in cards that are gone
    Anchor m_anchor;
    bool m_arranging = false;
    QTimer m_arrangeTimer;
    QTimer m_fillTimer;
};

} // namespace tabletalk::ui
