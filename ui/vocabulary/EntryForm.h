// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/vocabulary/VocabularyDraft.h"

#include <QWidget>

class QFormLayout;
class QLineEdit;

namespace tabletalk::ui {

class Session;

/// The fields of one entry. One class a list; see makeEntryForm().
class EntryForm : public QWidget
{
    Q_OBJECT

public:
    EntryForm(Session &session, ConnectionId connection, QWidget *parent);

    /// What the form is for, as the title of its window.
    virtual QString title() const = 0;
    /// Fills the fields from an entry.
    virtual void load(const Vocabulary &vocabulary, size_t row) = 0;
    /// Puts the entry into the vocabulary: at row, or behind the last one when that is the
    /// count. Says why it cannot, or nothing.
    virtual QString store(Vocabulary &vocabulary, size_t row) const = 0;

Q_SIGNALS:
    void edited();

protected:
    enum class Completes { Nothing, Tables, Places };

    QLineEdit *addLine(const QString &objectName, const QString &label, const QString &placeholder,
                       Completes completes);
    /// A quiet line below the field before it.
    void addHint(const QString &text);
    QFormLayout *form() const { return m_form; }

    Session &m_session;
    ConnectionId m_connection;

private:
    QFormLayout *m_form;
};

EntryForm *makeEntryForm(VocabularySection section, Session &session, ConnectionId connection, QWidget *parent);

} // namespace tabletalk::ui
