// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/knowledge/DocumentText.h"
#include "reader/FileReader.h"

#include <QFile>
#include <QTemporaryDir>

#include <vector>

namespace tabletalk::test {

/// Keeps all that it is told.
class CollectedDocument final : public knowledge::SectionSink
{
public:
    bool begin(knowledge::DocumentHeader given) override
    {
        header = std::move(given);
        return true;
    }
    bool take(knowledge::Section section) override
    {
        sections.push_back(std::move(section));
        return true;
    }

    QString text() const
    {
        QString all;
        for (const knowledge::Section &section : sections)
            all += section.text + u"\n\n";
        return all.trimmed();
    }
    /// "heading: text" of each section.
    QStringList outline() const
    {
        QStringList list;
        for (const knowledge::Section &section : sections)
            list << section.heading + u": " + section.text;
        return list;
    }

    knowledge::DocumentHeader header;
    std::vector<knowledge::Section> sections;
};

/// What came of reading bytes in this process.
struct ReadBytes
{
    CollectedDocument document;
    Result<knowledge::ReadingEnd> end;

    QString problem() const { return end ? QString() : QString(end.error().codeName() + u' ' + end.error().detail); }
};

inline ReadBytes readBytes(const QByteArray &bytes, const reader::ReadingOptions &options = {})
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("file")));
    if (!file.open(QIODevice::ReadWrite) || file.write(bytes) != bytes.size() || !file.flush())
        return {{}, failure(ProblemCode::Internal)};
    ReadBytes read;
    read.end = reader::readFile(file, options, read.document);
    return read;
}

} // namespace tabletalk::test
