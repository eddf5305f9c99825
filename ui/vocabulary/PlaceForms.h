// SPDX-License-Identifier: GPL-3.0-or-later
//
// The forms whose entries are little more than a table or column.
#pragma once

#include "ui/vocabulary/EntryForm.h"

class QCheckBox;
class QComboBox;
class QPlainTextEdit;

namespace tabletalk::ui {

/// A word of the organisation's own and what it means.
class WordForm : public EntryForm
{
    Q_OBJECT

public:
    WordForm(Session &session, ConnectionId connection, QWidget *parent);
    QString title() const override;
    void load(const Vocabulary &vocabulary, size_t row) override;
    QString store(Vocabulary &vocabulary, size_t row) const override;

private:
    QLineEdit *m_phrase;
    QLineEdit *m_place;
    QLineEdit *m_value;
};

/// A table or column that nobody is to see.
class HiddenForm : public EntryForm
{
    Q_OBJECT

public:
    HiddenForm(Session &session, ConnectionId connection, QWidget *parent);
    QString title() const override;
    void load(const Vocabulary &vocabulary, size_t row) override;
    QString store(Vocabulary &vocabulary, size_t row) const override;

private:
    QLineEdit *m_place;
};

/// Two columns that are equal where two tables belong together, or that only look so.
class JoinForm : public EntryForm
{
    Q_OBJECT

public:
    JoinForm(Session &session, ConnectionId connection, QWidget *parent);
    QString title() const override;
    void load(const Vocabulary &vocabulary, size_t row) override;
    QString store(Vocabulary &vocabulary, size_t row) const override;

private:
    QComboBox *m_rule;
    QLineEdit *m_from;
    QLineEdit *m_to;
};

/// What a table or column holds, in the organisation's words.
class DescriptionForm : public EntryForm
{
    Q_OBJECT

public:
    DescriptionForm(Session &session, ConnectionId connection, QWidget *parent);
    QString title() const override;
    void load(const Vocabulary &vocabulary, size_t row) override;
    QString store(Vocabulary &vocabulary, size_t row) const override;

private:
    QLineEdit *m_place;
    QPlainTextEdit *m_text;
};

} // namespace tabletalk::ui
