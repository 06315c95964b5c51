//! French labels, with those of Belgium and Switzerland.

use super::Concept as C;
use super::Language;

/// French.
pub const FR: Language = Language {
    code: "fr",
    numbers: "no|numero|nr|num|#|n",
    common_words: "le la les de des du et est en pour votre vous nous par sur une un au aux dans avec ce cette sont pas que qui",
    labels: &[
        (
            C::Gross,
            "total ttc|montant ttc|total toutes taxes comprises|montant total ttc|total general ttc|total general|ttc|montant total|total facture|total de la facture|total facture ttc|montant de la facture|total tvac|montant tvac|total tva comprise|prix total ttc|total ttc eur|montant total de la facture|total tva incluse|total tva incl|total eur ttc|montant eur ttc|montant facture|total a payer ttc|total commande|total incl tva|montant total tvac|somme totale|total de votre facture|montant total facture|total en votre faveur|total a votre credit|total ttc a votre credit|total avoir|total de l avoir|montant de l avoir|net en votre faveur|montant total ttc en euros|tvac|total tvac eur|montant toutes taxes comprises|total prestations ttc|total du mois ttc|montant de votre facture",
        ),
        (C::Total, "total|totaux|montant|total eur|total euros|somme"),
        (
            C::Net,
            "total ht|montant ht|total hors taxes|total hors taxe|ht|total net ht|montant total ht|net ht|total htva|montant htva|total hors tva|sous total ht|montant net ht|total brut ht|total ht eur|base ht|total general ht|prix total ht|hors taxes|hors tva|total net|total facture ht|montant eur ht|montant hors taxes|montant hors tva|total excl tva|total marchandises ht|total ht net|htva|total prestations ht|total htva eur|total hors toutes taxes",
        ),
        (
            C::Subtotal,
            "sous total|total marchandises|total articles|total produits|total lignes|sous totaux|total brut",
        ),
        (
            C::TaxTotal,
            "total tva|montant tva|total taxes|total des taxes|total de la tva|montant de la tva|tva totale|montant total tva|montant des taxes|dont tva|tva due|tva a payer|montant total de la tva|total t v a",
        ),
        (C::Tax, "tps|tvq|tvh|tva|t v a|taxe|taxes|taux tva|tva a|taxe sur la valeur ajoutee"),
        (C::TaxBase, "base|base tva|base ht tva|base imposable|base de calcul|base hors taxe|base taxable"),
        (
            C::Due,
            "net a payer|reste a payer|solde a payer|solde|montant a payer|a payer|somme a payer|total a payer|montant du|solde du|net a regler|reste du|net a payer ttc|net a payer eur|montant net a payer|total du|a regler|reste a regler|montant a regler|montant du prelevement|solde restant|solde restant du|montant preleve|total a regler|montant exigible|montant a regler ttc|total net a payer|reste a votre charge|solde a regler|net a payer en euros|total a payer ttc|montant total a payer|montant a prelever|somme due|somme totale a payer|montant restant du|net a payer en eur|a votre debit|restant a payer|restant du|montant total a regler|total restant du|total a prelever|a payer ttc|montant de votre prelevement",
        ),
        (
            C::Prepaid,
            "acompte|acomptes|acompte verse|deja regle|deja paye|acompte recu|montant regle|avance|versement|paye|regle|reglements|arrhes|paiements recus|acomptes verses|montant deja paye|total acomptes|acompte deduit|deja verse|acompte deja verse|acompte regle|acomptes regles|acompte verse le|reglement recu|reglements recus|deja reglee|deja facture|montant deja regle|moins acompte|deduction acompte|deduction de l acompte|acompte a deduire|paiement recu|vos reglements|vos paiements|mensualites payees|total de vos mensualites|acompte percu|a deduire",
        ),
        (
            C::Discount,
            "remise|rabais|ristourne|reduction|escompte|remise globale|total remise|remise commerciale|remises|bon de reduction|avoir deduit",
        ),
        (
            C::Charge,
            "frais de port|port|frais de livraison|livraison|transport|frais|frais d expedition|frais de transport|emballage|eco participation|participation aux frais|frais de dossier|supplement|port et emballage|frais annexes|pourboire|service|frais et droits|droits de plaidoirie|debours|debours non soumis a tva|non soumis a tva|non soumis a la tva|hors champ tva|non taxable|taxe de sejour|frais non soumis a tva|eco contribution|timbre fiscal",
        ),
        (C::Rounding, "arrondi|arrondis|difference d arrondi"),
        (
            C::Withheld,
            "retenue a la source|retenue|prelevement a la source|precompte|retenue a la source sur honoraires|impot retenu a la source",
        ),
        (
            C::Tendered,
            "especes|cb|carte bancaire|carte|carte bleue|recu|cheque|paiement cb|rendu sur|espece|reglement|paiement|ticket restaurant|carte de credit|paiement carte|montant recu|bancontact",
        ),
        (C::Change, "rendu|monnaie|rendu monnaie|a rendre|monnaie rendue|rendu especes"),
        (
            C::NotTotal,
            "nombre d articles|nb articles|total articles|nombre de pieces|quantite totale|total qte|poids total|total points|vous avez economise|nb art|total heures|total quantite|total colis|poids brut|total points fidelite|solde precedent|solde anterieur|ancien solde|report solde precedent|total de la facture precedente",
        ),
        (
            C::InvoiceNumber,
            "facture ~|numero de facture|no de facture|n de facture|no facture|facture|numero facture|ref facture|reference facture|reference de la facture|avoir ~|numero d avoir|no d avoir|no avoir|votre facture|votre facture ~|note d honoraires ~|facture d acompte ~|note de credit ~|numero de la facture|facture proforma ~|facture d avoir ~|fact ~|note de frais ~|facture no|facture de vente ~|no de la facture|num facture",
        ),
        (
            C::DocumentNumber,
            "document ~|piece ~|no piece|numero de piece|ticket ~|no ticket|recu ~|numero de document|no de document|numero document|no document|bon ~|transaction ~|ticket|note ~|numero de ticket|no de ticket",
        ),
        (C::Number, "no|numero|num|#|nr"),
        (
            C::PoNumber,
            "bon de commande|bon de commande ~|no bon de commande|no de bon de commande|no de commande|numero de commande|commande ~|votre commande|votre commande ~|no commande|numero commande|commande client|ref commande|reference commande|commande|votre bon de commande|numero de bon de commande|commande no|n de commande|commande client ~",
        ),
        (
            C::OrderNumber,
            "notre commande|devis ~|no devis|numero de devis|projet|projet ~|affaire|no affaire|dossier|no dossier|bon de vente|no bon de vente|dossier ~|chantier",
        ),
        (
            C::CorrectsNumber,
            "facture d origine|facture associee|no de facture associee|facture initiale|facture rectifiee|avoir sur facture|avoir sur facture ~|annule et remplace|sur facture ~|concerne facture|facture concernee|relatif a la facture|facture d origine ~|avoir sur la facture|sur la facture|sur la facture ~|annulation de la facture|annule la facture|facture annulee|reference facture d origine|ref facture d origine|facture rectifiee ~|suite a la facture|relatif a la facture ~|concerne la facture|correspondant a la facture",
        ),
        (
            C::Reference,
            "reference|ref|references|notre reference|nos references|nos ref|notre ref|communication|communication structuree|objet|reference de paiement|reference paiement|reference avis de paiement",
        ),
        (C::YourReference, "votre reference|votre ref|vos references|vos ref|reference client"),
        (
            C::OtherNumber,
            "client ~|no client|numero client|code client|numero de client|no de client|compte ~|numero de compte|no de compte|id client|contrat ~|numero de contrat|no contrat|no de contrat|bon de livraison ~|bon de livraison|no bon de livraison|bl ~|no bl|siret|siren|siren siret|siret siren|rcs|naf|ape|code ape|bic|swift|rib|code banque|code guichet|page|numero de ligne|numero de serie|article ~|ref article|code article|gln|telephone ~|table|caisse|caissier|ligne ~|rum|ics|no adherent|numero d abonne|identifiant|sap|no lot|numero d agrement|numero de telephone|capital|ref marche|bon de reception|no bon de reception|numero d entreprise|no d entreprise|bce|reference mandat|mandat|code postal|no de compte client",
        ),
        (
            C::InvoiceDate,
            "date de facture|date facture|date de facturation|date d emission|emise le|facture du|date de la facture|date facturation|date document|date du document|date de l avoir|emis le|date avoir|date d etablissement|date piece|date de piece|facturee le|facture le|date de vente|etablie le|facture emise le|date emission",
        ),
        (C::Date, "date|le|en date du|du|date heure|date et heure"),
        (
            C::DueDate,
            "avant le|prelevement automatique le|prelevement automatique|au plus tard le|date d echeance|echeance|date limite de paiement|a payer avant le|date de paiement|payable le|a regler avant le|echeance le|date limite|payable avant le|a payer avant|paiement avant le|echeance de paiement|date echeance|date de reglement|reglement le|prelevement le|prelevement a partir du|a payer pour le|a regler le|date d exigibilite|payable jusqu au|date de prelevement|exigible le|date limite de reglement|sera preleve le|preleve le|preleve a partir du|sera preleve a partir du|prelevement prevu le|a regler au plus tard le|reglement au plus tard le|paiement au plus tard le|paiement pour le|a payer au plus tard le|paiement du|echeance au|reglement avant le|a acquitter avant le|debite le|sera debite le|date de prelevement prevue|date d echeance de paiement|regler avant le|paiement attendu le|exigible au",
        ),
        (
            C::SupplyDate,
            "date de livraison|date de prestation|livre le|periode|periode de facturation|date de fin de prestation|date d execution|date de realisation|periode du|date livraison|date de debut de prestation|date de la prestation|livraison le|periode facturee|date d expedition",
        ),
        (
            C::OtherDate,
            "date de commande|date commande|date de facture associee|commande du|valable jusqu au|date de naissance|arrivee|depart|date de devis|date d impression|imprime le|date de debut|date de fin|date du contrat|date d arrivee|date de depart|devis du|bon de livraison du|validite",
        ),
        (
            C::TaxId,
            "tva intracommunautaire|no tva|numero de tva|numero tva|n tva|no de tva|tva ~|tva|tva intra|tva intra ~|id tva|identifiant tva|no tva intracommunautaire|no de tva intracommunautaire|no de tva intra communautaire|numero de tva intracommunautaire|tva intracom|no tva intra|code tva|n de tva|no id tva|tva intracommunautaire ~|numero d identification tva|ide|no ide|identification tva|num tva|n entreprise|numero d entreprise|no d entreprise|bce|n bce|ident tva|n identification tva|n tva intra",
        ),
        (
            C::CustomerTaxId,
            "no tva client|numero tva client|tva client|votre no tva|votre no de tva|votre tva|no de tva client|tva intracommunautaire client|numero de tva client|votre numero de tva|tva acheteur",
        ),
        (C::Register, "rcs|siret|siren|capital|au capital de|registre du commerce|siege social|naf|ape"),
        (C::Iban, "iban|iban ~|no iban|compte iban|code iban"),
        (
            C::Seller,
            "vendeur|fournisseur|emetteur|prestataire|emis par|expediteur|societe emettrice|de la part de|vendu par|facture par|beneficiaire|prestataire de services|emetteur de la facture|raison sociale de l emetteur|facture emise par|emise par|edite par|une marque de|marque de|est une marque de|exploite par|au nom et pour le compte de",
        ),
        (
            C::BillTo,
            "facture a|client|adresse de facturation|facturer a|adresse du client|acheteur|destinataire|facture pour|adresse facturation|adresse client|nom de l abonne|nom du client|a l attention de|adresse a|coordonnees client|societe cliente|abonne|titulaire|nom client|locataire|adherent|patient|titulaire du contrat|facture destinee a|facture adressee a|adresse de facture|client facture|client facturation|votre adresse|nom et adresse du client|maitre d ouvrage|maitre de l ouvrage|preneur|donneur d ordre|facturation a|destinataire de la facture|adressee a",
        ),
        (
            C::OtherParty,
            "adresse de livraison|livre a|livraison|lieu de livraison|adresse de l installation|contact commercial|adresse livraison|livrer a|service executant|votre contact|interlocuteur|commercial|vendeur conseil|servi par",
        ),
        (C::Address, "adresse"),
        (C::Name, "nom|raison sociale|societe|denomination"),
        (
            C::ColDescription,
            "description|designation|libelle|article|produit|prestation|detail|intitule|articles|nature|designation des prestations|designation de l article|produits",
        ),
        (C::ColQuantity, "quantite|qte|nombre|nb|heures|qte u|jours"),
        (
            C::ColUnitPrice,
            "prix unitaire|pu|p u|prix unitaire ht|pu ht|prix|prix u|p u ht|prix unit|tarif|prix ht|prix unitaire eur|pu ttc|prix unitaire ttc|p u ht eur",
        ),
        (
            C::ColAmount,
            "montant|total|montant ht|total ht|prix total|montant total|prix ht|total ligne|montant ht eur|montant eur|prix total ht|total ttc|montant ttc|total ht eur",
        ),
        (C::ColRate, "tva|taux|taux tva|tva %|taux de tva|% tva|code tva"),
        (C::ColOther, "reference|ref|code|unite|remise|rem|ligne|date|no|u|rem %|periode"),
        (
            C::IsInvoice,
            "facture|facture proforma|note d honoraires|facture d acompte|facture de solde|facture electronique|facture de vente|facture finale|avis d echeance",
        ),
        (C::IsCreditNote, "avoir|facture d avoir|note de credit|avoir client|facture rectificative|avoir ~"),
        (
            C::IsReceipt,
            "ticket de caisse|recu|ticket|caissier|rendu monnaie|merci de votre visite|ticket client|note de restaurant|addition|recu de paiement|merci et a bientot|justificatif de paiement|caisse|nb articles|articles total|hote|hotesse|merci de votre confiance|carte bancaire sans contact|ticket a conserver|couverts",
        ),
        (
            C::IsReminder,
            "rappel|relance|lettre de relance|mise en demeure|rappel de paiement|premier rappel|dernier rappel|deuxieme rappel|avis de retard",
        ),
        (C::IsOrder, "bon de commande|confirmation de commande|accuse de reception de commande|commande"),
        (C::IsDeliveryNote, "bon de livraison|bordereau de livraison|bon de reception"),
        (C::IsQuote, "devis|offre de prix|proposition commerciale|offre"),
        (C::IsStatement, "releve de compte|releve bancaire|extrait de compte|releve d identite"),
        (
            C::PaymentTerms,
            "paiement sous|reglement sous|paiement a|reglement a|payable a|conditions de paiement|conditions de reglement|modalites de paiement|mode de reglement|conditions|modalites de reglement|delai de paiement|mode de paiement|moyen de paiement",
        ),
        (C::Currency, "devise|montants en|montants exprimes en|monnaie|devise de facturation|prix en"),
        (
            C::Exempt,
            "exoneration de tva|tva non applicable|autoliquidation|exonere de tva|non assujetti|exonere|tva 0 export|livraison intracommunautaire|livraisons intracommunautaires|exoneration tva|article 293 b|tva non applicable art 293 b",
        ),
        (
            C::Contact,
            "tel|telephone|fax|email|e mail|courriel|mail|site|portable|mobile|site web|site internet|contact|service client",
        ),
    ],
};
