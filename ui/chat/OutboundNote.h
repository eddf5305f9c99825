// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Models.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;

namespace tabletalk::ui {

class Session;

/// What left the server for an answer: one sentence, and on demand all of it, word for word.
class OutboundNote : public QWidget
{
    Q_OBJECT

public:
    OutboundNote(Session &session, QWidget *parent);

    /// Reads it when it is seen for the first time.
    void setMessage(MessageId message);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void load();
    void take(const api::OutboundRecordList &list);
    void showAll();

    Session &m_session;
    std::optional<MessageId> m_message;
    bool m_asked = false;
    api::OutboundRecordList m_records;
    QLabel *m_sentence;
    QPushButton *m_all;
};

/// The records as a text that people can read and copy.
QString outboundText(const api::OutboundRecordList &list);

} // namespace tabletalk::ui
