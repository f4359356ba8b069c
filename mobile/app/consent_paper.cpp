#include "app/consent_paper.hpp"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QLocale>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextCursor>

#include "landfall/base/error.hpp"

namespace landfall::app {

namespace {
constexpr int namesMax = 1'000;
constexpr int marginMm = 20;
constexpr int dotsPerInch = 1'200;

/// The context under which translators find these sentences.
class ConsentPaper {
    Q_DECLARE_TR_FUNCTIONS(ConsentPaper)
};

QString q(const std::string& text) {
    return QString::fromStdString(text);
}

QString dayOf(const std::string& fhir) {
    const auto moment = QDateTime::fromString(q(fhir), Qt::ISODateWithMs);
    return moment.isValid() ? QLocale().toString(moment.date(), QLocale::LongFormat) : q(fhir);
}

/// Paragraphs one below the other. Sizes are in points, as on any printed page.
class Writing {
public:
    explicit Writing(QTextDocument& document) : cursor_(&document) {}

    void title(const QString& text) { paragraph(text, 18, QFont::Bold, 0); }
    void heading(const QString& text) { paragraph(text, 13, QFont::Bold, 14); }
    void text(const QString& text) { paragraph(text, 11, QFont::Normal, 6); }
    void quiet(const QString& text) { paragraph(text, 9, QFont::Normal, 2); }

private:
    void paragraph(const QString& text, int points, QFont::Weight weight, int spaceAbove) {
        if (text.isEmpty()) return;
        QTextBlockFormat block;
        block.setTopMargin(spaceAbove);
        QTextCharFormat letters;
        letters.setFontPointSize(points);
        letters.setFontWeight(weight);
        if (isFirst_)
            cursor_.setBlockFormat(block);
        else
            cursor_.insertBlock(block);
        isFirst_ = false;
        cursor_.insertText(text, letters);
    }

    QTextCursor cursor_;
    bool isFirst_ = true;
};

QString evidenceText(const std::string& evidence) {
    if (evidence == "high") return ConsentPaper::tr("How well it is known: well");
    if (evidence == "moderate") return ConsentPaper::tr("How well it is known: fairly well");
    if (evidence == "low") return ConsentPaper::tr("How well it is known: not well yet");
    if (evidence == "very-low") return ConsentPaper::tr("How well it is known: hardly at all yet");
    return {};
}

QString choiceText(const patient::ConsentCopy::OptIn& optIn) {
    const auto day = optIn.at.empty() ? QString() : dayOf(optIn.at);
    if (optIn.state == "signed") return ConsentPaper::tr("Yes, %1").arg(day);
    if (optIn.state == "declined") return ConsentPaper::tr("No, %1").arg(day);
    if (optIn.state == "withdrawn") return ConsentPaper::tr("Taken back, %1").arg(day);
    return ConsentPaper::tr("Not asked yet");
}

void writeSignature(Writing& writing, const patient::ConsentCopy& copy) {
    writing.heading(ConsentPaper::tr("Signature"));
    if (copy.signedName.empty()) {
        writing.text(ConsentPaper::tr("Nothing is signed."));
    } else {
        writing.text(ConsentPaper::tr("Signed by typed name: %1, %2")
                         .arg(q(copy.signedName), dayOf(copy.signedAt)));
        writing.text(copy.countersignedBy.empty()
                         ? ConsentPaper::tr("Not signed by the clinic yet.")
                         : ConsentPaper::tr("Signed by the clinic: %1, %2")
                               .arg(q(copy.countersignedBy), dayOf(copy.countersignedAt)));
    }
    if (copy.withdrawnAt.empty()) return;
    writing.text(ConsentPaper::tr("Withdrawn on %1").arg(dayOf(copy.withdrawnAt)));
    if (copy.dataChoice == "erase")
        writing.text(ConsentPaper::tr("What was collected: to be erased as far as the law allows"));
    if (copy.dataChoice == "keep")
        writing.text(ConsentPaper::tr("What was collected: kept by the clinic"));
}
}  // namespace

std::unique_ptr<QTextDocument> consentPaper(const patient::ConsentCopy& copy) {
    auto document = std::make_unique<QTextDocument>();
    Writing writing(*document);
    writing.title(q(copy.title));
    writing.quiet(
        ConsentPaper::tr("Document %1, version %2").arg(q(copy.document), q(copy.version)));
    writing.text(q(copy.notice));
    for (const auto& section : copy.sections) {
        writing.heading(q(section.heading));
        for (const auto& paragraph : section.paragraphs) {
            writing.text(q(paragraph.text));
            writing.quiet(evidenceText(paragraph.evidence));
            if (!paragraph.source.empty())
                writing.quiet(ConsentPaper::tr("Source: %1").arg(q(paragraph.source)));
        }
    }
    if (!copy.questions.empty()) writing.heading(ConsentPaper::tr("Questions about the text"));
    for (const auto& question : copy.questions) {
        writing.text(q(question.text));
        writing.quiet(q(question.answer));
    }
    if (!copy.optIns.empty()) writing.heading(ConsentPaper::tr("Choices beside taking part"));
    for (const auto& optIn : copy.optIns) {
        writing.text(q(optIn.text));
        writing.quiet(choiceText(optIn));
    }
    writeSignature(writing, copy);
    // Which text was signed can be proved by this number.
    writing.quiet(ConsentPaper::tr("SHA-256 of the document: %1").arg(q(copy.sha256)));
    return document;
}

Result<QString> writeConsentPdf(const patient::ConsentCopy& copy, const QString& folder,
                                const QDate& today) {
    const QDir place(folder);
    if (!place.mkpath(QStringLiteral("."))) return base::Fault::InputOutput;
    const auto name = ConsentPaper::tr("Landfall consent %1").arg(today.toString(Qt::ISODate));
    auto path = place.filePath(name + QStringLiteral(".pdf"));
    for (int number = 2; QFile::exists(path); ++number) {
        if (number > namesMax) return base::Fault::InputOutput;
        path = place.filePath(name + QStringLiteral(" (%1).pdf").arg(number));
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return base::Fault::InputOutput;
    {
        QPdfWriter writer(&file);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(marginMm, marginMm, marginMm, marginMm),
                              QPageLayout::Millimeter);
        writer.setResolution(dotsPerInch);
        writer.setTitle(q(copy.title));
        writer.setCreator(QStringLiteral("Landfall"));
        consentPaper(copy)->print(&writer);
    }
    if (!file.commit()) return base::Fault::InputOutput;
    return path;
}

}  // namespace landfall::app
