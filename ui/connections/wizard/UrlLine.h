// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connect/ConnectionUrl.h"

#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;

namespace tabletalk::ui {

/// What a URL that was typed over a masked one means: "***" is the password that was masked.
/// Nothing else may look like the mask; where there was no password it means none.
ConnectionUrl withSecretsOf(ConnectionUrl typed, const ConnectionUrl &known);

/// The connection as one line, to be read, typed or pasted into. The password is masked until
/// it is asked for. What cannot be read is said below while it is typed.
class UrlLine : public QWidget
{
    Q_OBJECT

public:
    explicit UrlLine(QWidget *parent);

    /// Shows a connection that was made elsewhere; the person's own text is left alone while
    /// it is being written.
    void setUrl(const ConnectionUrl &url);
    QLineEdit *field() const { return m_field; }
    /// The line holds a text that says nothing, such as half of a URL.
    bool isUnreadable() const { return m_unreadable; }

Q_SIGNALS:
    /// The person wrote something that can be read.
    void edited(const tabletalk::ConnectionUrl &url);
    /// The person wrote something that cannot be read.
    void becameUnreadable();

private:
    void onTextEdited(const QString &text);
    void onLeft();
    void setShown(bool shown);
    QString textOf(const ConnectionUrl &url) const { return m_shown ? url.toString() : url.displayUrl(); }
    void mask();
    void fill(const QString &text);
    void sayState();
    void sayProblem(const Problem &problem);

    ConnectionUrl m_url;
    QLineEdit *m_field;
    QLabel *m_state;
    QAction *m_toggle;
    qsizetype m_lengthBefore = 0; ///< of the text, to tell a paste from a keystroke
    bool m_shown = false;
    bool m_typed = false; ///< the text is the person's own
    bool m_unreadable = false;
};

} // namespace tabletalk::ui
