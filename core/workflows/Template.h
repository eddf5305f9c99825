// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QString>

#include <functional>
#include <vector>

namespace tabletalk::workflow {

/// "{{steps.refunds.text}}": where a value goes into a text.
struct Reference
{
    enum class Of { Input, Step, Event, Run };
    Of of = Of::Input;
    QString key;   ///< of the step; empty otherwise
    QString field; ///< name of the input, text, rows, value or table of a step, a field of the event, date of the run

    /// "steps.refunds.text"
    QString name() const;
    friend bool operator==(const Reference &, const Reference &) = default;
};

/// How values are put into a text.
struct FillRules
{
    qsizetype longestValue = 8'000;
    qsizetype longest = 20'000;
    bool onOneLine = false; ///< for questions and subjects: values lose their line breaks
};

/// A text with references. Filling it looks at each place once: a value is data, whatever stands in it, "{{…}}"
/// too.
class Template
{
public:
    /// InvalidRequest says what is wrong and where.
    static Result<Template> parse(const QString &text);

    const std::vector<Reference> &references() const { return m_references; }
    /// value gives what stands for a reference.
    QString fill(const std::function<QString(const Reference &)> &value, const FillRules &rules = {}) const;

private:
    std::vector<QString> m_texts; ///< one more than references: before, between, after
    std::vector<Reference> m_references;
};

/// a to z, digits and _, beginning with a letter, at most 40.
bool isName(const QString &name);

} // namespace tabletalk::workflow
